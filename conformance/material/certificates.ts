/** Certificates for the suite's subscribers, sound and broken on purpose, relative to the moment of the run. */
import type { IssuedCertificate, IssueOverrides, Pki } from '../../core/pki/index.ts';

/** What is the matter with a certificate; days count from the moment of the run. */
export type Condition =
  | { readonly kind: 'sound' }
  | { readonly kind: 'expired'; readonly daysAgo: number }
  | { readonly kind: 'future'; readonly inDays: number }
  | { readonly kind: 'revoked'; readonly daysAgo: number }
  /** From a CA of the same name with another key. */
  | { readonly kind: 'foreign' }
  /** For encryption only. */
  | { readonly kind: 'encipherment' };

export const sound: Condition = Object.freeze({ kind: 'sound' });

const day = 86_400_000;

/** Sound ones began a year ago and end in two years. */
export function overridesFor(condition: Condition, now: Date): IssueOverrides {
  const days = (count: number) => new Date(now.getTime() + count * day);
  const usual = { notBefore: days(-365), notAfter: days(730) };
  switch (condition.kind) {
    case 'expired':
      return { notBefore: days(-condition.daysAgo - 365), notAfter: days(-condition.daysAgo) };
    case 'future':
      return { notBefore: days(condition.inDays), notAfter: days(condition.inDays + 730) };
    case 'foreign':
      return { ...usual, issuer: 'untrusted' };
    case 'encipherment':
      return { ...usual, keyUsage: ['keyEncipherment', 'dataEncipherment'] };
    default:
      return usual;
  }
}

export async function certify(
  pki: Pki,
  subscriber: string,
  publicKey: Uint8Array,
  condition: Condition,
  now: Date,
): Promise<IssuedCertificate> {
  const issued = await pki.issue(subscriber, publicKey, overridesFor(condition, now));
  if (condition.kind === 'revoked') {
    const at = new Date(now.getTime() - condition.daysAgo * day);
    await pki.revoke(issued.serial, { at, reason: 'keyCompromise' });
  }
  return issued;
}
