/** What our own verification would hold against a file with one more signature: then it is not made. */
import { both, type Language } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { defaultLimits, openPdf, pagesOf } from '../../pdf/reading/index.ts';
import type { WritableDocument } from '../../pdf/writing/index.ts';
import {
  type Detail,
  detailText,
  detailWords,
  type Judgement,
  liveJudgement,
  type ReasonCode,
  reasons,
  standingOf,
  withContents,
} from '../../verification/index.ts';
import type { CertificateKind } from '../cms/certificate.ts';
import { fail } from '../errors.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';
import { factsIfReadable } from './if-readable.ts';
import { liveIn, warningsOf } from './not-fixed.ts';
import { differencesIn, differencesInDocument } from './read-differently.ts';

/** Who is about to sign in which field. */
export interface Pending {
  readonly field: string;
  readonly kind: CertificateKind;
}

/** Verification only doubts an image that hides all of an earlier one; nobody wants half of one hidden either. */
const mostHidden = 50;

/**
 * `after` is the file with the field's range filled and its value still empty. `before`: the file, if somebody has signed
 * it; what stood against it then is not asked again, since a regime that asks for nothing lets it be signed. Throws SIGN_IMAGE_HIDES, SIGN_NOT_ACCEPTABLE, PDF_….
 */
export function refuseWhatFails(
  before: Uint8Array | undefined,
  after: Uint8Array,
  pending: Pending,
): readonly SigningWarning[] {
  const facts = factsIfReadable(after);
  if (facts instanceof CongvuError) {
    if (before !== undefined && factsIfReadable(before) instanceof CongvuError) return [];
    throw facts;
  }
  const { judgements, warnings, unsignedValues } = standingOf(facts, pending);
  const overlaps = warnings.filter(({ code }) => code === 'SIGNATURE_OVERLAP');
  const large = overlaps.find(({ detail }) => Number(detail?.values.share) >= mostHidden);
  if (large?.detail != null) throw hiding(large.detail);
  const known = judgements.length === 0 || before === undefined ? [] : judgementsOf(before, pending);
  const against = judgements.find((judgement) => !known.includes(named(judgement)));
  if (against !== undefined) throw refusal(against);
  const over = overlaps.flatMap(({ detail }) =>
    detail === null ? [] : [warn('IMAGE_OVER_IMAGE', { what: detailWords(detail) })],
  );
  const view = openPdf(after).view();
  const live = withContents(facts.live ?? [], view, pagesOf(view, defaultLimits));
  const values =
    unsignedValues === undefined ? [] : [warn('VALUES_UNSIGNED', { what: detailWords(unsignedValues) })];
  return [...over, ...values, ...warningsOf(liveJudgement({ live })), ...differencesIn(facts)];
}

/** The same for a document without fields, as far as anything can stand against it. Throws SIGN_NOT_ACCEPTABLE. */
export function refuseWhatIsOutside(document: WritableDocument): readonly SigningWarning[] {
  const live = liveIn(document);
  const [against] = live.judgements;
  if (against !== undefined) throw refusal(against);
  return [...warningsOf(live), ...differencesInDocument(document)];
}

function judgementsOf(pdf: Uint8Array, pending: Pending): readonly string[] {
  const facts = factsIfReadable(pdf);
  return facts instanceof CongvuError ? [] : standingOf(facts, pending).judgements.map(named);
}

function named({ reason, detail }: Judgement): string {
  return `${reason} ${detail?.code} ${detail?.field}`;
}

const ofImages: ReadonlySet<ReasonCode | undefined> = new Set<ReasonCode | undefined>([
  'SIGNATURE_OVERLAP',
  'SIGNATURE_COVERS_CONTENT',
]);

function refusal({ reason, detail }: Judgement): CongvuError {
  if (detail !== undefined && ofImages.has(reason)) return hiding(detail);
  const inWords = (language: Language) => {
    const said = detail === undefined ? '' : ` (${detailText(detail, language)})`;
    return reason === undefined ? 'INDETERMINATE' : `${reason}: ${reasons[reason].sentence[language]}${said}`;
  };
  return fail('SIGN_NOT_ACCEPTABLE', { reason: both(inWords('en'), inWords('vi')) });
}

/** Its field is the one that is about to be signed, which says nothing. */
function hiding({ field: _, ...detail }: Detail): CongvuError {
  return fail('SIGN_IMAGE_HIDES', { what: detailWords(detail) });
}
