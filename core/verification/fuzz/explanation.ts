/** Why a changed document may still pass: what was changed is covered by no signature, and told apart from what is. */
import { isDeepStrictEqual } from 'node:util';
import { parseSignedData } from '../cms/signed-data.ts';
import type { Facts } from '../facts/facts.ts';
import { seeds } from './signed.ts';

export type Explanation =
  /** Nothing was changed, or what was appended is gone again. */
  | 'a whole document'
  /** Everything that a signature covers is as it was; what follows is named among the changes. */
  | 'named behind the last signature'
  /** In the last signature's value, which nothing covers but itself: its digits, or what its signer does not sign in it. */
  | 'in the last signature'
  | 'unexplained';

export function explanationOf(bytes: Buffer, facts: Facts): Explanation {
  if (seeds.some((seed) => seed.equals(bytes))) return 'a whole document';
  const last = facts.signatures.findLast(({ coverage }) => coverage.kind === 'revision');
  const [, hole = 0, resume = 0, rest = 0] = last?.byteRange ?? [];
  const end = resume + rest;
  const pieces = (file: Buffer) => [
    file.subarray(0, hole),
    file.subarray(resume, end),
    file.subarray(hole, resume),
  ];
  const [head, tail, value] = pieces(bytes) as [Buffer, Buffer, Buffer];
  for (const seed of seeds) {
    const [seedHead, seedTail, seedValue] = pieces(seed) as [Buffer, Buffer, Buffer];
    if (!head.equals(seedHead) || !tail.equals(seedTail)) continue;
    if (!value.equals(seedValue))
      return sameSigning(value, seedValue) ? 'in the last signature' : 'unexplained';
    const named = facts.changes.some(({ revision }) => (facts.revisions[revision]?.end ?? 0) > end);
    if (bytes.length > end && named) return 'named behind the last signature';
  }
  return 'unexplained';
}

/** The signer and what it signs are the same; certificates beside it and attributes that it does not sign may differ. */
function sameSigning(value: Buffer, seedValue: Buffer): boolean {
  const [one, other] = [value, seedValue].map((hole) => {
    const digits = hole.subarray(1, -1).toString('latin1');
    const { contentType, content, signer } = parseSignedData(Buffer.from(digits, 'hex'));
    const { id, hash, signedAttributes, signature } = signer;
    return { contentType, content, id, hash, signedAttributes, signature };
  });
  return isDeepStrictEqual(one, other);
}
