/** Every SignedData of a signature: its own, and those of the time stamps in it. */
import type { CmsFacts, SignatureContent } from './facts.ts';

/** The signature's own, or that of a document time stamp, comes first; what cannot be read is none. */
export function signedDataIn(content: SignatureContent): readonly CmsFacts[] {
  if (content.kind === 'unreadable') return [];
  const stamps = content.kind === 'cms' ? content.timeStamps : [content.timeStamp];
  const tokens = stamps.flatMap((stamp) => (stamp.kind === 'token' ? [stamp.cms] : []));
  return content.kind === 'cms' ? [content.cms, ...tokens] : tokens;
}
