/**
 * What stands behind a certificate that is over now, where nothing proves when was signed: a time stamp that would prove it, if only its
 * own authority could be asked about, or a signer who says himself that it was too late. The verdict stays (EN 319 102-1, 5.5.4).
 */
import type { ChainResult } from '../chain/chain.ts';
import type { Detail } from '../details/index.ts';
import { detail } from '../details/index.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Judgement } from '../report.ts';

/** A time stamp, of the signature or behind it, that proves nothing as things are. */
export interface Attempt {
  /** That it states. */
  readonly time: Date;
  readonly reason: ReasonCode;
  readonly detail: Detail;
}

/** Whoever has the lists for that time makes a proof of it. */
const mendable: ReadonlySet<ReasonCode> = new Set(['REVOCATION_UNKNOWN', 'REVOCATION_DATA_UNUSABLE']);

/** `claimed`: the time that the file states for its signature, ISO 8601. */
export function withoutProof(
  judgement: Judgement | undefined,
  chain: ChainResult | undefined,
  attempts: readonly Attempt[],
  claimed: string | null,
): Judgement | undefined {
  const over = overSince(judgement, chain);
  if (judgement === undefined || over === undefined) return judgement;
  const { at, what } = over;
  const attempt = attempts.find(({ time, reason }) => mendable.has(reason) && time < at);
  if (attempt !== undefined) return { ...judgement, reason: attempt.reason, detail: attempt.detail };
  if (claimed === null || new Date(claimed) <= at) return judgement;
  const code = judgement.reason === 'CERTIFICATE_EXPIRED' ? 'EXPIRED_BEFORE_CLAIM' : 'REVOKED_BEFORE_CLAIM';
  return { ...judgement, detail: detail(code, { ...what.values, claimed }) };
}

/** Since when the certificate is over, for all that is proven. */
function overSince(judgement: Judgement | undefined, chain: ChainResult | undefined) {
  const what = judgement?.detail;
  const isOpen =
    judgement?.subIndication === 'REVOKED_NO_POE' || judgement?.subIndication === 'OUT_OF_BOUNDS_NO_POE';
  if (what === undefined || !isOpen) return undefined;
  if (chain?.kind === 'problem' && chain.problem.kind === 'expired' && what.code === 'VALID_UNTIL')
    return { at: chain.problem.certificate.notAfter, what };
  if (chain?.kind === 'revocation' && chain.status.status === 'revoked' && what.code === 'REVOKED_AT')
    return { at: chain.status.at, what };
  return undefined;
}
