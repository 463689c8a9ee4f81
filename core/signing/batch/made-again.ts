/** Makes a signed file again from its signature value, time stamps and evidence: any other byte is damage. */
import { createHash } from 'node:crypto';
import { CongvuError } from '../../../foundation/error.ts';
import { hashOf } from '../../asn1/signature-scheme.ts';
import { fillContents } from '../../pdf/writing/index.ts';
import type { Facts } from '../../verification/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { signedAttributes, signedDataOf } from '../cms/cms.ts';
import { childAt, type Element, readElement, readElements } from '../cms/der.ts';
import { extendedAgain } from '../long-term/extend.ts';
import { levelOf, type SignOptions } from '../sign-pdf.ts';
import type { SignerIdentity } from '../token/token-signer.ts';
import type { PreparedSignature } from '../two-phase/prepare.ts';
import { isWhole } from './whole-token.ts';

/**
 * Whether the first phase's file becomes `there`, byte for byte, with what only the key, the time-stamp server and the
 * publishers of lists can give. The evidence must prove what it is kept for. `at`: the claimed time. `file` is filled.
 */
export async function isMadeAgain(
  { file, holes, attributes }: PreparedSignature,
  options: SignOptions,
  facts: Facts,
  there: Uint8Array,
  at: string,
): Promise<boolean> {
  const { signer, evidence } = options;
  const level = levelOf(options);
  try {
    const given = givenIn(cmsIn(there, holes.byteRange));
    fillContents(file, holes, cmsOf(signer, attributes, given));
    if (!same(file, there.subarray(0, file.length))) return false;
    const tokens = facts.signatures.flatMap(({ content, byteRange }) =>
      content.kind === 'time-stamp' && endOf(byteRange) > file.length ? [cmsIn(there, byteRange).bytes] : [],
    );
    const inStore = stored(facts);
    const certificates = [...(evidence?.certificates ?? []), ...signer.chain, ...inStore.certificates];
    const stamps = [...(given.timeStamp === undefined ? [] : [given.timeStamp]), ...tokens];
    if (!stamps.every((token) => isWhole(token, certificates))) return false;
    if (level === 'b-b' || level === 'b-t') return there.length === file.length;
    const sources = { ...inStore, certificates };
    return same(await extendedAgain(file, level, { at: new Date(at), sources, tokens }), there);
  } catch (error) {
    return refusedAs(error);
  }
}

/** The same of a signature beside `content`. */
export function isMadeAgainBeside(
  content: Uint8Array,
  signer: SignerIdentity,
  there: Uint8Array,
  at: string | null,
): boolean {
  if (at === null) return false;
  try {
    const digest = createHash(hashOf(signer.scheme)).update(content).digest();
    const attributes = signedAttributes(digest, certificateOf(signer.certificate), new Date(at));
    const given = givenIn(readElement(there));
    if (given.timeStamp !== undefined && !isWhole(given.timeStamp, signer.chain)) return false;
    return same(cmsOf(signer, attributes, given), there);
  } catch (error) {
    return refusedAs(error);
  }
}

/** Whatever cannot be read, or proves too little, is not what would be made. */
function refusedAs(error: unknown): false {
  if (error instanceof RangeError || error instanceof CongvuError) return false;
  throw error;
}

interface Given {
  readonly signature: Uint8Array;
  readonly timeStamp?: Uint8Array;
}

function cmsOf(signer: SignerIdentity, attributes: Uint8Array, given: Given): Uint8Array {
  const { scheme, chain } = signer;
  return signedDataOf({
    scheme,
    attributes,
    certificate: certificateOf(signer.certificate),
    chain,
    ...given,
  });
}

function signerInfoIn(cms: Element): readonly Element[] {
  const infos = readElements(childAt(cms, 1, 0).content).at(-1);
  if (infos === undefined) throw new RangeError('no signer');
  return readElements(childAt(infos, 0).content);
}

/** What the key and the time-stamp server have given (RFC 5652 section 5.3). */
function givenIn(cms: Element): Given {
  const [, , , , , signature, unsigned] = signerInfoIn(cms);
  if (signature === undefined) throw new RangeError('no signature');
  const timeStamp = unsigned && childAt(unsigned, 0, 1, 0).bytes;
  return { signature: signature.content, ...(timeStamp && { timeStamp }) };
}

/** What stands in the hole, without its padding. */
function cmsIn(pdf: Uint8Array, [, open = 0, after = 0]: readonly number[]): Element {
  const digits = Buffer.from(pdf.subarray(open + 1, Math.max(after - 1, open + 1))).toString('latin1');
  return readElement(Buffer.from(digits, 'hex'));
}

function endOf([, , after = 0, rest = 0]: readonly number[]): number {
  return after + rest;
}

function stored({ store }: Facts) {
  const der = (list: readonly string[]) => list.map((text) => Buffer.from(text, 'base64'));
  return { certificates: der(store.certificates), crls: der(store.crls), ocsps: der(store.ocsps) };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
