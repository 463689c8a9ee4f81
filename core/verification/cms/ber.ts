/** A ContentInfo in BER as RFC 5652 allows it, made DER for the strict reader: what was signed is left as it stands. */
import { anything, derOfBer, type Shape } from '../der/from-ber.ts';
import { DerError, ifReadable } from '../der/reader.ts';
import { CmsError } from './cms-error.ts';

/**
 * Certificates and lists are DER by themselves (X.509, 6.1). So are the signed attributes, also where the rest is not
 * (RFC 5652, 5.3): whoever sends others is refused, as by OpenSSL and pkijs.
 */
const certificates: Shape = () => 'verbatim';
const tokens: Shape = () => contentInfo;
const unsignedAttribute: Shape = (tag) => (tag === 0x31 ? tokens : anything);
const unsignedAttributes: Shape = () => unsignedAttribute;

export const signerInfo: Shape = (tag, index) => {
  if (tag === 0xa0 && index > 2) return 'verbatim';
  return tag === 0xa1 ? unsignedAttributes : anything;
};
const signerInfos: Shape = () => signerInfo;

const signedData: Shape = (tag, index) => {
  if (tag === 0xa0 || tag === 0xa1) return certificates;
  return tag === 0x31 && index > 2 ? signerInfos : anything;
};
const content: Shape = () => signedData;

export const contentInfo: Shape = (_, index) => (index === 1 ? content : anything);

export interface FromBer<Read> {
  readonly read: Read;
  /** It had to be made DER first. */
  readonly wasBer: boolean;
}

/**
 * `read` of the bytes, or of the DER made of them where they are none. What is nothing but broken fails with the strict
 * reader's own error. `rest`: looks at what stands behind the value.
 */
export function readDerOrBer<Read>(
  bytes: Uint8Array,
  shape: Shape,
  read: (der: Uint8Array) => Read,
  rest: (bytes: Uint8Array) => void,
): FromBer<Read> {
  try {
    return { read: read(bytes), wasBer: false };
  } catch (error) {
    if (!(error instanceof DerError) || error instanceof CmsError) throw error;
    const [converted] = ifReadable(() => derOfBer(bytes, shape));
    if (converted === undefined) throw error;
    rest(bytes.subarray(converted.end));
    return { read: read(converted.der), wasBer: true };
  }
}

/** The DER made of a ContentInfo in BER; everything else as it is. */
export function asDer(value: Uint8Array): Uint8Array {
  const [converted] = ifReadable(() => derOfBer(value, contentInfo));
  return converted?.der ?? value;
}
