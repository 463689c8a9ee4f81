/** Whether the signatures that a document already bears still hold: nobody signs on top of a broken one. */
import {
  collectFacts,
  judge,
  type ReasonCode,
  type Report,
  type SignatureReport,
  trustStore,
} from '../verification/index.ts';
import { fail } from './errors.ts';

/** What shows from the file alone. Whom to trust, and whether they were revoked, is asked by `congvu verify`. */
const reasonsThatBreak: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'INTEGRITY_BROKEN',
  'SIGNATURE_INVALID',
  'SIGNER_CERTIFICATE_MISSING',
  'SIGNER_CERTIFICATE_MISMATCH',
  'CHANGED_AFTER_SIGNING',
  'FORMAT_INVALID',
]);

/**
 * Hai Phong 2025, article 15.1.c, step 1: the clerk checks again before signing. `expected` is the number of signatures
 * that the writer found: where verification sees fewer, two readers would see two documents.
 * Throws SIGN_EARLIER_SIGNATURE_BROKEN, and PDF_… for what verification cannot read.
 */
export function refuseBrokenSignatures(pdf: Uint8Array, expected: number, at: Date): void {
  const report = judge(collectFacts(pdf), {
    trust: trustStore({ certificates: [] }),
    at,
    regulation: 'none',
  });
  for (const signature of report.signatures) {
    const reason = reasonOf(signature);
    if (reason !== undefined) throw refusal(signature.field, reason);
  }
  const field = report.signatures.at(-1)?.field ?? '';
  if (report.signatures.length < expected) {
    throw refusal(
      field,
      `FORMAT_INVALID: ${expected} signatures are written, ${report.signatures.length} can be read`,
    );
  }
  if (isBroken(report)) throw refusal(field, described(report));
}

function reasonOf(signature: SignatureReport): string | undefined {
  if (isBroken(signature)) return described(signature);
  // Without trust, a time stamp's verdict stops at its certificate, before what was changed after it.
  if (signature.integrity !== 'intact')
    return `INTEGRITY_BROKEN: the signed bytes are ${signature.integrity}`;
  const [change] = signature.changesAfter;
  if (change === undefined) return undefined;
  return `CHANGED_AFTER_SIGNING: revision ${change.revision + 1}: ${change.place}: ${change.detail}`;
}

function isBroken({ reason }: Report | SignatureReport): boolean {
  return reason !== undefined && reasonsThatBreak.has(reason);
}

function described({ reason, detail }: Report | SignatureReport): string {
  return detail === undefined ? `${reason}` : `${reason}: ${detail}`;
}

const refusal = (field: string, reason: string) => fail('SIGN_EARLIER_SIGNATURE_BROKEN', { field, reason });
