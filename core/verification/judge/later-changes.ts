/** What later revisions may not have done to a signed one. */
import { locksField } from '../../pdf/reading/named-lock.ts';
import { changeCodes } from '../details/file.ts';
import { detail } from '../details/index.ts';
import type { ChangeFacts, Facts, SignatureFacts } from '../facts/facts.ts';
import type { Judgement, SignerReport } from '../report.ts';
import { outcome } from './outcome.ts';

export function changeJudgement(changes: readonly ChangeFacts[]): Judgement | undefined {
  const first = changes.find((change) => !isBeside(change)) ?? changes[0];
  if (first === undefined) return undefined;
  const more = changes.length === 1 ? '' : ` (and ${changes.length - 1} more)`;
  const what = detail(changeCodes[first.kind], {
    revision: first.revision + 1,
    where: first.place,
    said: `${first.detail}${more}`,
  });
  return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'CHANGED_AFTER_SIGNING', what);
}

/** Entries of a trailer are shown nowhere, and stand before what is; of these three readers make another document. */
const ledBy = new Set(['trailer /Root', 'trailer /Info', 'trailer /ID']);
const isBeside = ({ kind, place }: ChangeFacts): boolean => kind === 'trailer' && !ledBy.has(place);

/** What later revisions did beyond the whitelist, or beyond what this signature itself allows. `signer`: who made it. */
export function unvouchedAfter(
  signature: SignatureFacts,
  facts: Facts,
  signer: SignerReport['kind'],
): ChangeFacts[] {
  const { coverage } = signature;
  if (coverage.kind === 'broken') return [];
  const later = facts.changes.filter(({ revision }) => revision > coverage.revision);
  const own = facts.changes.filter(
    ({ revision, kind }) => revision <= coverage.revision && kind === 'layout',
  );
  const unvouched = [...own, ...later].filter(({ vouched }) => !vouched);
  const [first] = signature.permissions === 1 && unvouched.length === 0 ? forbidden(later, facts) : [];
  if (first !== undefined) {
    const detail = `${first.detail}, although a certifying signature forbids any change (DocMDP, P=1)`;
    return [{ ...first, vouched: false, kind: 'forbidden', detail }];
  }
  const numbers = signer === 'agency' ? lateNumbers(later) : [];
  return [
    ...unvouched,
    ...lockedFields(signature, coverage.revision, facts),
    ...numbers,
    ...lateFillings(signature, later, facts, signer),
  ];
}

/** P=1 allows what proves the signature to later verifiers, and nothing else (ISO 32000-2, table 257). */
function forbidden(later: readonly ChangeFacts[], { signatures }: Facts): readonly ChangeFacts[] {
  const stamped = new Set(
    signatures.flatMap(({ kind, coverage }) =>
      kind === 'document-time-stamp' && coverage.kind === 'revision' ? [coverage.revision] : [],
    ),
  );
  const stored = new Set(
    later.flatMap(({ kind, revision }) => (kind === 'security-store' ? [revision] : [])),
  );
  return later.filter(({ kind, revision }) => {
    if (kind === 'signature') return !stamped.has(revision);
    if (kind === 'metadata') return !stamped.has(revision) && !stored.has(revision);
    return kind !== 'security-store' && kind !== 'written-loosely';
  });
}

/** The seal closes the document: decree 30/2020 has number and date come before it. */
function lateNumbers(later: readonly ChangeFacts[]): ChangeFacts[] {
  return later.flatMap((change) =>
    change.kind !== 'document-number'
      ? []
      : [
          {
            ...change,
            vouched: false,
            kind: 'number-late',
            detail: `${change.detail} behind the agency's signature`,
          },
        ],
  );
}

/**
 * Who signs a form approves it as it stands: only a signature that names what it locks, and leaves this field open, has said that
 * others may go on filling. An agency's seal never does. The first signature, which certifies, is no approval.
 */
function lateFillings(
  signature: SignatureFacts,
  later: readonly ChangeFacts[],
  { signatures }: Facts,
  signer: SignerReport['kind'],
): ChangeFacts[] {
  const { kind, lock, field } = signature;
  const first = signatures.find(({ coverage }) => coverage.kind === 'revision');
  const isApproval = kind === 'signature' && signature !== first;
  if (!isApproval || (lock !== null && signer !== 'agency')) return [];
  return later.flatMap((change): ChangeFacts[] => {
    if (change.kind !== 'form-filled' || !change.vouched) return [];
    const detail = `${change.detail} behind the approval signature ${field}, which does not leave it open`;
    return [{ ...change, vouched: false, kind: 'form-late', detail }];
  });
}

/** Whether a lock keeps a field from changing. To name a field is to name those below it; who leaves one open names it in full. */
function isLocked(lock: NonNullable<SignatureFacts['lock']>, field: string): boolean {
  if (lock.level === 1 || locksField(lock, field)) return true;
  return lock.action === 'Include' && lock.fields.some((name) => field.startsWith(`${name}.`));
}

function lockedFields(signature: SignatureFacts, revision: number, facts: Facts): ChangeFacts[] {
  const { lock } = signature;
  if (lock === null) return [];
  const locked = (field: string) => locksField(lock, field);
  const isOpen = ({ kind, filled }: ChangeFacts) =>
    filled === undefined || !(kind === 'form-filled' ? isLocked(lock, filled.field) : locked(filled.field));
  const filled = facts.changes.flatMap((change): ChangeFacts[] => {
    if (change.revision <= revision || !change.vouched || isOpen(change)) return [];
    const detail = `${change.detail} although an earlier signature locks it`;
    const kind = change.kind === 'form-filled' ? 'form-locked' : 'number-locked';
    return [{ ...change, vouched: false, kind, detail }];
  });
  const signed = facts.signatures.flatMap((other): ChangeFacts[] => {
    if (other.coverage.kind === 'broken' || other.coverage.revision <= revision || !locked(other.field))
      return [];
    return [
      {
        revision: other.coverage.revision,
        vouched: false,
        kind: 'field',
        place: `field ${other.field}`,
        detail: 'was signed although an earlier signature locks it',
      },
    ];
  });
  return [...filled, ...signed];
}
