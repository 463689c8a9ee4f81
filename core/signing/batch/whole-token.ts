/** Whether a time stamp's token is undamaged also where its own signature does not reach (RFC 5652 section 5.1, RFC 3161). */
import { hash, type KeyObject, X509Certificate } from 'node:crypto';
import { childAt, type Element, readElement, readElements } from '../cms/der.ts';

/**
 * The authority chose which certificates it encloses, so a token cannot be made again: each must be readable, and signed
 * by its issuer where that is among them or the `others` (DER). Its signature was checked. Throws RangeError.
 */
export function isWhole(token: Uint8Array, others: readonly Uint8Array[]): boolean {
  const signedData = readElements(childAt(readElement(token), 1, 0).content);
  const [version, digests] = signedData;
  const infos = signedData.at(-1);
  if (version === undefined || digests === undefined || infos === undefined) return false;
  const [ownVersion, id, digest] = readElements(childAt(infos, 0).content);
  if (ownVersion === undefined || id === undefined || digest === undefined) return false;
  const named = readElements(digests.content).map(oidOf);
  const isHead =
    numberIn(version) === 3 &&
    numberIn(ownVersion) === (id.tag === 0x30 ? 1 : 3) &&
    named.includes(oidOf(digest));
  const held = signedData.find(({ tag }) => tag === 0xa0);
  return isHead && areWhole(readElements(held?.content ?? new Uint8Array()), others);
}

function numberIn({ content }: Element): number | undefined {
  return content.length === 1 ? content[0] : undefined;
}

function oidOf(algorithm: Element): string {
  return Buffer.from(childAt(algorithm, 0).bytes).toString('hex');
}

function areWhole(enclosed: readonly Element[], others: readonly Uint8Array[]): boolean {
  const inside = enclosed.map(({ bytes }) => read(bytes));
  const known = [...inside, ...others.map(read)].filter((one) => one !== undefined);
  return inside.every((one) => {
    if (one === undefined) return false;
    if (known.some(({ key }) => one.certificate.verify(key))) return true;
    return !known.some((other) => mayHaveIssued(other, one));
  });
}

interface Known {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  /** SHA-1 of the key, as authorities usually name it (RFC 5280 section 4.2.1.2, method 1). */
  readonly keyIdentifier: Buffer;
}

/** By the name or by the key's identifier: only one of them is likely to be damaged. */
function mayHaveIssued(issuer: Known, { certificate: { issuer: name, raw } }: Known): boolean {
  return issuer.certificate.subject === name || raw.includes(issuer.keyIdentifier);
}

function read(der: Uint8Array): Known | undefined {
  try {
    const certificate = new X509Certificate(der);
    if (!certificate.raw.equals(der)) return undefined;
    const key = certificate.publicKey;
    const bits = childAt(readElement(key.export({ type: 'spki', format: 'der' })), 1);
    return { certificate, key, keyIdentifier: hash('sha1', bits.content.subarray(1), 'buffer') };
  } catch {
    // Whatever OpenSSL says of it, it is no certificate with a key that can be used.
    return undefined;
  }
}
