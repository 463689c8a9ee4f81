/** Fields of the form that were filled behind a certification: told, since its signer does not vouch for what they hold. */
import { type Detail, detail } from '../details/index.ts';
import type { Facts, FilledField, SignatureFacts } from '../facts/facts.ts';
import { escaped, quoted } from '../facts/filling/quoted.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

/** Fields that a verdict tells by name and value; of more, how many. */
const mostTold = 50;

export interface Fillings {
  /** Of what no later signature that passes covers: whoever had the file may have written it. */
  readonly judgement: Judgement | undefined;
  /** A note for what one covers; a warning for each field whose letters are not known. */
  readonly findings: readonly Finding[];
}

/**
 * A value that nobody signed passes as little as it fails: the certification allows that it is there, and says nothing about it. What a
 * signature covers was before its signer's eyes; `passed`: the fields of those that pass, since anybody makes one that does not.
 */
export function fillingsOf(facts: Facts, passed: ReadonlySet<string>): Fillings {
  const rows = rowsOf(facts);
  const last = lastCovered(facts, ({ field }) => passed.has(field));
  const [covered, loose] = [
    rows.filter(({ revision }) => revision <= last),
    rows.filter(({ revision }) => revision > last),
  ];
  const fields = told(loose, mostTold);
  return {
    judgement:
      loose.length === 0
        ? undefined
        : outcome(
            'INDETERMINATE',
            'SIG_CONSTRAINTS_FAILURE',
            'FORM_FILLED',
            detail('FIELDS_FILLED', { fields }),
          ),
    findings: [
      ...(covered.length === 0
        ? []
        : [
            finding(
              'FORM_FILLED',
              'note',
              null,
              detail('FIELDS_FILLED_SIGNED', { fields: told(covered, mostTold) }),
            ),
          ]),
      ...rows
        .filter(({ filled }) => filled.font === 'unknown')
        .map(({ filled }) => {
          const value = toldValue(filled);
          return finding('FORM_FONT_UNKNOWN', 'warning', filled.field, detail('FIELD_FONT', { value }));
        }),
    ],
  };
}

/**
 * For whoever is about to sign: all that was filled in, since whom the certificates behind it belong to is not asked then.
 * `isPending`: not filled in yet.
 */
export function filledSince(facts: Facts, isPending: (field: string) => boolean): Detail | undefined {
  const rows = rowsOf(facts);
  if (rows.length === 0) return undefined;
  const last = lastCovered(
    facts,
    ({ field, content }) =>
      !isPending(field) && content.kind === 'cms' && content.cms.digestFits && content.cms.signatureFits,
  );
  const isCovered = rows.every(({ revision }) => revision <= last);
  const fields = told(rows, rows.length);
  return detail(isCovered ? 'FIELDS_FILLED_UNCHECKED' : 'FIELDS_FILLED_UNSIGNED', { fields });
}

function lastCovered({ signatures }: Facts, counts: (signature: SignatureFacts) => boolean): number {
  return Math.max(
    -1,
    ...signatures.map((signature) =>
      signature.kind === 'signature' && signature.coverage.kind === 'revision' && counts(signature)
        ? signature.coverage.revision
        : -1,
    ),
  );
}

interface Row {
  /** The last one that wrote the field. */
  readonly revision: number;
  /** From the certified value to the last one. */
  readonly filled: FilledField;
}

/** One for each field. */
function rowsOf({ changes }: Facts): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { kind, vouched, filled, revision } of changes) {
    if (kind !== 'form-filled' || !vouched || filled === undefined) continue;
    const before = rows.get(filled.field)?.filled.was ?? filled.was;
    const was = before === undefined ? {} : { was: before };
    rows.set(filled.field, { revision, filled: { ...filled, ...was } });
  }
  return [...rows.values()];
}

function told(rows: readonly Row[], most: number): string {
  const more = rows.length > most ? [`… (+${rows.length - most})`] : [];
  const named = rows
    .slice(0, most)
    .map(({ filled }) => `${escaped(filled.field)}: ${quoted(filled.was ?? '')} → ${toldValue(filled)}`);
  return [...named, ...more].join(', ');
}

/** With what a list or a button shows for it, where that is another text. */
function toldValue({ value, shown }: FilledField): string {
  return shown === undefined ? quoted(value) : `${quoted(value)} (${quoted(shown)})`;
}

function finding(
  code: ReasonCode,
  severity: Finding['severity'],
  field: string | null,
  what: Detail,
): Finding {
  return { code, severity, field, detail: what };
}
