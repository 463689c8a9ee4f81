/** Signs over SHA-256 or better. */
import { isCall, type JournalCall } from '../journal/entry.ts';
import { type Behaviour, holds, notObserved, violated } from './behaviour.ts';

const strong = new Set(['SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256', 'SHA3-384', 'SHA3-512']);

/** Bytes of the digests that are too short for anything but SHA-1 and older. */
const shorterThanSha256 = 32;

/**
 * The digest is told by the mechanism, by its parameters (PSS), or by the DigestInfo that CKM_RSA_PKCS is given. Raw
 * ECDSA gets bare bytes: fewer than 32 cannot be SHA-256, more tell nothing.
 */
export const usesStrongDigest: Behaviour = async (entries) => {
  const weak: JournalCall[] = [];
  const good: JournalCall[] = [];
  let unknown = 0;
  for await (const entry of entries) {
    if (!isCall(entry) || entry.result !== 'CKR_OK') continue;
    if (entry.function !== 'C_Sign' && entry.function !== 'C_SignFinal') continue;
    const { digest, mechanism = '', inputLength = shorterThanSha256 } = entry;
    if (/HMAC|_MAC/.test(mechanism)) continue;
    if (digest !== undefined) (strong.has(digest) ? good : weak).push(entry);
    else if (mechanism === 'CKM_ECDSA' && inputLength < shorterThanSha256) weak.push(entry);
    else unknown++;
  }
  if (weak.length > 0) return violated(`${weak.length} signatures over a weak digest`, weak);
  if (unknown > 0) return notObserved(`${unknown} signatures do not say over which digest they were made`);
  if (good.length === 0) return notObserved('nothing was signed');
  return holds(`${good.length} signatures over SHA-256 or better`, good);
};
