/** What the verbs of signing make of an input, in a few words. Never throws for what stands in the input. */
import { fixedClock } from '../../../foundation/clock.ts';
import { CongvuError } from '../../../foundation/error.ts';
import type { Outcome } from '../../verification/fuzz/outcome.ts';
import { person, policy, root, sub } from '../../verification/fuzz/signed.ts';
import { verifyPdf } from '../../verification/index.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { putNumber } from '../numbering/put-number.ts';
import { numberingFound } from '../numbering/wanted-fields.ts';
import { signPdfWithWarnings } from '../sign-pdf.ts';
import { fixture, softwareSigner } from '../test-material.ts';

export const verbs = ['sign', 'prepare', 'number'] as const;
export type Verb = (typeof verbs)[number];

/** Inputs are dealt out to the verbs in turn. */
export const verbAt = (index: number): Verb => verbs[index % verbs.length] as Verb;

const clock = fixedClock('2026-03-02T02:30:15Z');
const regulation = 'hai-phong-2025';
const signer = softwareSigner(person.key, person.der, [sub.der, root.der]);
const image = fixture('images', 'chu-ky-xanh.png');
const between: Appearance = {
  kind: 'personal',
  image,
  anchor: { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' },
};

/** `sign`: invisibly, as quickly as many are; `prepare`: between title and name, with fields for the number; `number`: fills them. */
export async function outcomeOf(pdf: Uint8Array, verb: Verb): Promise<Outcome> {
  try {
    const made = await madeBy(pdf, verb);
    return { verdict: 'MADE', code: codeOf(made, pdf) };
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return { verdict: 'REFUSED', code: error.code };
  }
}

/** What nobody may hand out: a file that verification cannot read, or one whose earlier bytes are others and nobody was told. */
function codeOf({ pdf, warnings }: Awaited<ReturnType<typeof madeBy>>, before: Uint8Array): string {
  const { reason, signatures } = verifyPdf(pdf, policy);
  if (signatures.some(({ integrity }) => integrity !== 'intact')) return `broken: ${reason}`;
  const begins = Buffer.from(pdf.subarray(0, before.length)).equals(before);
  const told = warnings.some(({ code }) => code === 'DRAFT_REWRITTEN');
  if (begins === told) return begins ? 'rewriting told without cause' : 'rewritten silently';
  return told ? 'DRAFT_REWRITTEN' : 'OK';
}

/** Throws SIGN_…, PDF_…. */
export async function madeBy(pdf: Uint8Array, verb: Verb) {
  // Whoever reads it again may find memory that others have got by then.
  const copy = Uint8Array.from(pdf);
  if (verb === 'number') return putNumber({ pdf: copy, number: '12', date: '2025-11-22', regulation, clock });
  const common = { pdf: copy, signer, regulation, clock, extent: 'checked' } as const;
  if (verb === 'sign') return signPdfWithWarnings({ ...common, appearance: { kind: 'invisible' } });
  return signPdfWithWarnings({ ...common, appearance: between, numbering: numberingFound });
}
