/** Checking products that look at nothing: the same refusal for whatever they are given. */
import type { Reason, ReasonKind } from '../../sut/index.ts';
import { saying } from '../distort-verifying.ts';
import type { Distortion } from '../wrong-system.ts';

/** All words of the protocol; the type makes sure that none is missing. */
const kinds = Object.keys({
  integrity: 0,
  signature: 0,
  expired: 0,
  'not-yet-valid': 0,
  revoked: 0,
  untrusted: 0,
  'revocation-unknown': 0,
  'agency-signature-missing': 0,
  'personal-signature-missing': 0,
  order: 0,
  'no-signature': 0,
  'changed-after-signing': 0,
  format: 0,
  'key-usage': 0,
  'time-stamp': 0,
  other: 0,
} satisfies Record<ReasonKind, 0>) as readonly ReasonKind[];

export const everyReason: readonly Reason[] = kinds.map((kind) => ({
  kind,
  text: 'This document is not valid.',
}));

export const rejectingEverything: Distortion = saying(() => ({
  outcome: 'rejected',
  reasons: everyReason,
  signatures: [],
}));

/** Accepts what is sound; whatever else it is given it refuses for every reason. */
export const blanketReasons: Distortion = saying(({ said }) =>
  said.outcome === 'accepted' ? said : { ...said, outcome: 'rejected', reasons: everyReason },
);

/** As a verifier does that knows only valid and not valid, and calls the latter a false signature. */
export const alwaysTheSignature: Distortion = saying(({ said }) =>
  said.outcome === 'accepted'
    ? said
    : {
        outcome: 'rejected',
        reasons: [{ kind: 'signature', text: 'Content verify error.' }],
        signatures: said.signatures.map((signature) => ({ ...signature, reasons: [] })),
      },
);
