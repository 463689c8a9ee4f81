/** Whether the signatures that a document already bears still hold: nobody signs on top of a broken one. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import {
  type ChangeFacts,
  changeDetail,
  collectFacts,
  detailWords,
  type Facts,
  judge,
  type ReasonCode,
  type Report,
  reasons,
  type SignatureReport,
  trustStore,
} from '../../verification/index.ts';
import { fail } from '../errors.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';

/** What shows from the file alone. Whom to trust, and whether they were revoked, is asked by `congvu verify`. */
const reasonsThatBreak: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'INTEGRITY_BROKEN',
  'SIGNATURE_INVALID',
  'SIGNER_CERTIFICATE_MISSING',
  'SIGNER_CERTIFICATE_UNREADABLE',
  'ALGORITHM_UNSUPPORTED',
  'SIGNER_KEY_WEAK',
  'SIGNER_CERTIFICATE_MISMATCH',
  'CHANGED_AFTER_SIGNING',
  'FORMAT_INVALID',
]);

/**
 * Hai Phong 2025, article 15.1.c, step 1: the clerk checks again before signing. `expected` is the number of signatures
 * that the writer found: where verification sees fewer, two readers would see two documents.
 * Returns what is odd without breaking one. Throws SIGN_EARLIER_SIGNATURE_BROKEN, and PDF_… for what verification cannot read.
 */
export function refuseBrokenSignatures(
  pdf: Uint8Array,
  expected: number,
  at: Date,
): readonly SigningWarning[] {
  const facts = collectFacts(pdf);
  const report = reportOn(facts, at);
  const broken = brokenIn(report, expected);
  if (broken !== undefined)
    throw fail('SIGN_EARLIER_SIGNATURE_BROKEN', { field: broken.field, reason: inWords(broken) });
  return [...idleRevisions(facts), ...notDer(report.findings)];
}

/**
 * The same for a file that was finished just now, all of its revisions: what was checked before each of them was written says
 * nothing about the next. Throws SIGN_RESULT_NOT_ACCEPTABLE.
 */
export function refuseBrokenResult(pdf: Uint8Array, expected: number, at: Date): void {
  const broken = brokenIn(reportOn(collectFacts(pdf), at), expected);
  if (broken !== undefined)
    throw fail('SIGN_RESULT_NOT_ACCEPTABLE', { field: broken.field, reason: inWords(broken) });
}

function reportOn(facts: Facts, at: Date): Report {
  return judge(facts, { trust: trustStore({ certificates: [] }), at, regulation: 'none' });
}

interface Broken {
  readonly field: string;
  readonly reason: ReasonCode;
  readonly changes: SignatureReport['changesAfter'];
}

function brokenIn({ signatures, reason }: Report, expected: number): Broken | undefined {
  for (const signature of signatures) {
    const why = reasonOf(signature);
    if (why !== undefined) return { field: signature.field, reason: why, changes: signature.changesAfter };
  }
  const field = signatures.at(-1)?.field ?? '';
  if (signatures.length < expected) return { field, reason: 'FORMAT_INVALID', changes: [] };
  return breaks(reason) ? { field, reason, changes: [] } : undefined;
}

/** ISO 32000-1, 12.8.3.3.1. The value can be read in one way only, so it breaks nothing. */
function notDer(findings: Report['findings']): readonly SigningWarning[] {
  return findings
    .filter(({ code }) => code === 'CMS_NOT_DER')
    .map(({ field }) => warn('EARLIER_SIGNATURE_NOT_DER', { field: field ?? '' }));
}

const idleKinds: ReadonlySet<ChangeFacts['kind']> = new Set<ChangeFacts['kind']>([
  'unchanged-content',
  'unreferenced',
  'signature-digits',
]);

/** Nothing that shows, so no signature breaks; but nobody adds such a thing without a purpose. */
export function idleRevisions({ changes }: Facts): readonly SigningWarning[] {
  return changes
    .filter(({ kind, vouched }) => vouched && idleKinds.has(kind))
    .map((change) => warn('EARLIER_REVISION_IDLE', { what: detailWords(changeDetail(change)) }));
}

function reasonOf({ reason, integrity, changesAfter }: SignatureReport): ReasonCode | undefined {
  if (breaks(reason)) return reason;
  // Without trust, a time stamp's verdict stops at its certificate, before what was changed after it.
  if (integrity !== 'intact') return 'INTEGRITY_BROKEN';
  return changesAfter.length > 0 ? 'CHANGED_AFTER_SIGNING' : undefined;
}

function breaks(reason: ReasonCode | undefined): reason is ReasonCode {
  return reason !== undefined && reasonsThatBreak.has(reason);
}

function inWords({ reason, changes }: Broken): Bilingual {
  const [change] = reason === 'CHANGED_AFTER_SIGNING' ? changes : [];
  const { en, vi } = reasons[reason].sentence;
  const [revision, place] = [(change?.revision ?? 0) + 1, change?.place];
  return both(
    `${reason}: ${en}${place === undefined ? '' : ` (revision ${revision}, ${place})`}`,
    `${reason}: ${vi}${place === undefined ? '' : ` (lần lưu thứ ${revision}, ${place})`}`,
  );
}
