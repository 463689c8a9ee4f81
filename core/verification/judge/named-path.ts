/** Whether a path keeps to the certificates that the signing-certificate attributes name (RFC 2634, 5.4, as RFC 5035, 2, replaces it). */
import type { ChainResult } from '../chain/chain.ts';
import { isReferenceTo } from '../cms/ess.ts';
import { holderOf } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import type { CmsFacts } from '../facts/facts.ts';

/**
 * Behind the signer's own the attribute may name others; then no certificate but these may stand in the path. A reference
 * that fits none is no fault by itself: it only adds nothing to those allowed. The anchor is the verifier's, not the
 * signer's, and no part of a path (RFC 5280, 6.1). Undefined when nothing is wrong.
 */
export function unnamedInPath({ limits = [] }: CmsFacts, chain: ChainResult): Detail | undefined {
  if (chain.kind === 'no-path' || limits.length === 0) return undefined;
  const unnamed = chain.path
    .slice(1, -1)
    .find((one) => limits.some((list) => !list.some((reference) => isReferenceTo(reference, one))));
  return unnamed === undefined ? undefined : detail('PATH_NOT_NAMED', holderOf(unnamed));
}
