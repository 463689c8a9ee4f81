/** The faults that checking products are tried with, and which words of the protocol honestly name each. */

import type { Role } from '../../material/subscribers.ts';
import type { ReasonKind } from '../../sut/index.ts';

/** What each word means stands in conformance/sut/README.md. */
export interface FaultNames {
  /** Each of them alone names the fault. */
  readonly named: readonly ReasonKind[];
  /** True of such a file as well, or follows from the fault; alone they do not name it. */
  readonly beside: readonly ReasonKind[];
}

const missing: Readonly<Record<Role, ReasonKind>> = {
  person: 'personal-signature-missing',
  agency: 'agency-signature-missing',
};
/** A signature that is not sound may be counted as one that is not there. */
const bothMissing = [missing.person, missing.agency];

export const faults = Object.freeze({
  /** A verifier whose signature value comes out wrong cannot know whether value or content was changed. */
  falseSignature: { named: ['signature', 'integrity'], beside: bothMissing },
  /** Without a time stamp nothing proves an earlier time; lists need not keep what has expired. */
  expired: { named: ['expired'], beside: [...bothMissing, 'untrusted', 'time-stamp', 'revocation-unknown'] },
  notYetValid: { named: ['not-yet-valid'], beside: [...bothMissing, 'untrusted', 'time-stamp'] },
  revoked: { named: ['revoked'], beside: [...bothMissing, 'untrusted', 'time-stamp'] },
  unsuitable: { named: ['key-usage'], beside: [...bothMissing, 'untrusted'] },
  /** The list of an issuer that is not known cannot be used. */
  noPath: { named: ['untrusted'], beside: [...bothMissing, 'revocation-unknown'] },
  /** It is the issuer's signature on the certificate that is false. */
  misattributed: { named: ['untrusted', 'signature'], beside: [...bothMissing, 'revocation-unknown'] },
  revokedIssuer: { named: ['revoked', 'untrusted'], beside: [...bothMissing, 'revocation-unknown'] },
  unknownStatus: { named: ['revocation-unknown'], beside: [...bothMissing, 'untrusted'] },
  /** OpenSSL calls a digest that does not fit a failed signature; a changed byte can make a page undecodable. */
  changedByte: {
    named: ['integrity', 'signature', 'changed-after-signing'],
    beside: [...bothMissing, 'format'],
  },
  addedContent: {
    named: ['changed-after-signing', 'integrity'],
    beside: [...bothMissing, 'signature', 'format'],
  },
  noAgencySignature: { named: [missing.agency], beside: ['order'] },
  /** The agency signed although nobody had signed before it. */
  noPersonalSignature: { named: [missing.person], beside: ['order'] },
  unsigned: { named: ['no-signature', ...bothMissing], beside: [] },
  /** No agency signature stands behind the personal one, and something came behind the agency's. */
  wrongOrder: { named: ['order'], beside: [...bothMissing, 'changed-after-signing'] },
  /** Of a file that cannot be read no product can say more than what it looked for first and did not find. */
  unreadable: {
    named: ['format', 'no-signature', 'integrity', 'signature'],
    beside: [...bothMissing, 'changed-after-signing'],
  },
} satisfies Readonly<Record<string, FaultNames>>);

/** Kinds that no file with this fault can have. `other` says nothing that could be untrue. */
export function impossible(
  kinds: readonly ReasonKind[],
  { named, beside }: FaultNames,
): readonly ReasonKind[] {
  return kinds.filter((kind) => kind !== 'other' && !named.includes(kind) && !beside.includes(kind));
}
