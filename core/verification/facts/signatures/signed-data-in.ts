/** Every SignedData of a signature: its own, and those of the time stamps in it. */
import type { CmsFacts, SignatureContent, TimeStampContent } from '../facts.ts';

/** The signature's own, or that of a document time stamp, comes first; what cannot be read is none. */
export function signedDataIn(content: SignatureContent): readonly CmsFacts[] {
  const tokens = timeStampsIn(content).flatMap((stamp) => (stamp.kind === 'token' ? [stamp.cms] : []));
  return content.kind === 'cms' ? [content.cms, ...tokens] : tokens;
}

/** Those inside of a signature, or the one that a document time stamp is; unreadable ones too. */
export function timeStampsIn(content: SignatureContent): readonly TimeStampContent[] {
  if (content.kind === 'unreadable') return [];
  return content.kind === 'cms' ? content.timeStamps : [content.timeStamp];
}
