/** Asks an RFC 3161 server for a time stamp and looks at what comes back before it is put into a signature. */
import { createHash, randomBytes, verify } from 'node:crypto';
import { OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';
import { sha256WithNull } from '../asn1/algorithms.ts';
import { derOf, integerContent, objectIdentifier } from '../asn1/encoding.ts';
import { signerIn } from './cms-reader.ts';
import { childAt, type Element, readElement, readElements } from './der.ts';
import { fail } from './errors.ts';

export interface TimeStampOptions {
  readonly url: string;
  /** 8 random bytes; passed in by tests. */
  readonly nonce?: Uint8Array;
}

const answerLimit = 64 * 1024;
const patienceMs = 15_000;

/**
 * A TimeStampToken over `data` (SHA-256). Its imprint, nonce and own signature are checked; whether its certificate
 * is trusted is for the verifier to say, who has a policy.
 * Throws SIGN_TIME_STAMP_UNREACHABLE, SIGN_TIME_STAMP_REFUSED, SIGN_TIME_STAMP_INVALID.
 */
export async function timeStampFor(data: Uint8Array, options: TimeStampOptions): Promise<Uint8Array> {
  const { url, nonce = randomBytes(8) } = options;
  const imprint = createHash('sha256').update(data).digest();
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: sha256WithNull,
      hashedMessage: new OctetString(imprint),
    }),
    nonce: integerContent(Buffer.from(nonce).toString('hex')),
    certReq: true,
  });
  const answer = await posted(url, derOf(request));
  try {
    return checkedToken(url, answer, request);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid(url, error.message, error);
  }
}

const timeStampInfo = objectIdentifier('1.2.840.113549.1.9.16.1.4');
const messageDigest = objectIdentifier('1.2.840.113549.1.9.4');

async function posted(url: string, request: Uint8Array): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: Uint8Array.from(request),
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > answerLimit) throw new Error(`more than ${answerLimit} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail('SIGN_TIME_STAMP_UNREACHABLE', { url, reason }, cause);
  }
}

function checkedToken(url: string, answer: Uint8Array, request: TimeStampReq): Uint8Array {
  const imprint = new Uint8Array(request.messageImprint.hashedMessage.buffer);
  const nonce = new Uint8Array(request.nonce ?? []);
  const [status, token] = readElements(readElement(answer).content);
  if (status === undefined) throw new RangeError('no status');
  const granted = childAt(status, 0).content;
  // 0 granted, 1 granted with modifications (RFC 3161 section 2.4.2).
  if (granted.length !== 1 || (granted[0] ?? 9) > 1) {
    throw fail('SIGN_TIME_STAMP_REFUSED', { url, status: Buffer.from(granted).toString('hex') });
  }
  if (token === undefined) throw new RangeError('no token');
  const signedData = childAt(token, 1, 0);
  const [contentType, wrapped] = readElements(childAt(signedData, 2).content);
  if (contentType === undefined || wrapped === undefined) throw new RangeError('no content');
  if (!same(contentType.bytes, timeStampInfo)) throw new RangeError('its content is no TSTInfo');
  const info = childAt(wrapped, 0);
  const fields = readElements(readElement(info.content).content);
  const [, , imprintField, , , ...optional] = fields;
  if (imprintField === undefined || !same(childAt(imprintField, 1).content, imprint)) {
    throw new RangeError('it stamps other data');
  }
  if (!optional.some((field) => field.tag === 0x02 && same(field.content, nonce))) {
    throw new RangeError('it answers another request');
  }
  if (!signedByOwnCertificate(signedData, info.content)) throw new RangeError('its signature is wrong');
  return token.bytes;
}

/** The token encloses the certificate of its signer, because certReq was asked for. */
function signedByOwnCertificate(signedData: Element, content: Uint8Array): boolean {
  const signer = signerIn(signedData);
  const algorithm = hashes.get(Buffer.from(signer?.digestAlgorithm ?? []).toString('hex'));
  if (signer === undefined || algorithm === undefined) return false;
  const { attributes, certificate, signature } = signer;
  const stated = readElements(attributes.content).find((item) => same(childAt(item, 0).bytes, messageDigest));
  const digest = createHash(algorithm).update(content).digest();
  if (stated === undefined || !same(childAt(stated, 1, 0).content, digest)) return false;
  const signed = Uint8Array.from(attributes.bytes);
  signed[0] = 0x31;
  return verify(algorithm, signed, certificate.x509.publicKey, signature);
}

const hashes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sha256: '2.16.840.1.101.3.4.2.1',
    sha384: '2.16.840.1.101.3.4.2.2',
    sha512: '2.16.840.1.101.3.4.2.3',
  }).map(([name, dotted]) => [objectIdentifier(dotted).toString('hex'), name]),
);

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function invalid(url: string, reason: string, cause: unknown) {
  return fail('SIGN_TIME_STAMP_INVALID', { url, reason }, cause);
}
