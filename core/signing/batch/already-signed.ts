/** Whether a file that stands at an output is the signature which would be made now: then it is not made again. */
import { hash } from 'node:crypto';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { hashOf, methodOf } from '../../asn1/signature-scheme.ts';
import { detachedFacts, type Facts, type SignatureFacts } from '../../verification/index.ts';
import { factsIfReadable } from '../document/if-readable.ts';
import { levelOf, preparedFor, type SignOptions } from '../sign-pdf.ts';
import type { SignerIdentity } from '../token/token-signer.ts';
import { isMadeAgain, isMadeAgainBeside } from './made-again.ts';

/** `yes`, or why not. */
export type Already = 'yes' | Bilingual;

/**
 * The first phase of signing asks no key, and nothing in it is left to chance: done again for the time that the signature
 * claims, it gives the same bytes, or it is another document, appearance or option. Only a signature that fits stands in
 * the hole then, and the rest of the file is what would be made of it. `options` as for signing, `there` the file at the output. Throws what the first phase throws.
 */
export async function isAlreadySigned(options: SignOptions, there: Uint8Array): Promise<Already> {
  const facts = factsIfReadable(there);
  if (facts instanceof CongvuError) return unreadable;
  const mine = facts.signatures.filter((signature) => isOf(signature, options.signer)).slice(-mostTried);
  if (mine.length === 0) return anotherSigner;
  // What is lent for signing stays lent.
  const { buffers: _, ...again } = options;
  for (const signature of mine.toReversed()) {
    if (signature.claimedTime === null) continue;
    const prepared = await preparedFor({ ...again, clock: fixedClock(signature.claimedTime) });
    const { file, holes } = prepared;
    const [, first, second, rest] = holes.byteRange;
    const isSame = (from: number, to: number) =>
      Buffer.compare(file.subarray(from, to), there.subarray(from, to)) === 0;
    if (!isSame(0, first) || !isSame(second, second + rest)) continue;
    if (!fits(signature, options.signer)) return broken;
    if (!isOfLevel(options, facts, signature, there.length - file.length)) return anotherLevel;
    return (await isMadeAgain(prepared, options, facts, there, signature.claimedTime)) ? 'yes' : damaged;
  }
  return anotherDocument;
}

/** The same of a signature beside a file. */
export function isAlreadySignedBeside(
  content: Uint8Array,
  signer: SignerIdentity,
  isStamped: boolean,
  there: Uint8Array,
): Already {
  const [signature, ...others] = detachedFacts([{ name: '', der: there }], content).signatures;
  if (signature?.content.kind !== 'cms' || others.length > 0) return unreadable;
  if (!isOf(signature, signer)) return anotherSigner;
  if (!signature.content.cms.digestFits) return anotherDocument;
  if (!fits(signature, signer)) return broken;
  if (isTimeStamped(signature) !== isStamped) return anotherLevel;
  return isMadeAgainBeside(content, signer, there, signature.claimedTime) ? 'yes' : damaged;
}

const unreadable = both('it cannot be read as a signed file', 'không đọc được như một tệp đã ký');
const anotherSigner = both(
  'the certificate on this token has not signed it',
  'chứng thư số trên thiết bị này chưa ký tệp đó',
);
const anotherDocument = both(
  'another version of the document, or other options, were signed',
  'đã ký một bản khác của văn bản, hoặc ký với tùy chọn khác',
);
const anotherLevel = both(
  'it is not of the level that is asked for, or something was added behind the signature',
  'chữ ký không ở mức được yêu cầu, hoặc tệp được thêm dữ liệu sau chữ ký',
);
const broken = both(
  'its signature does not fit, or was made another way',
  'chữ ký không đúng, hoặc được tạo theo cách khác',
);
const damaged = both(
  'what is kept in it beside the signature, as certificates or proof for later, is damaged or is not what would be kept',
  'phần lưu kèm chữ ký (chứng thư số, bằng chứng để kiểm tra sau này) bị hỏng hoặc không phải phần sẽ được lưu',
);

/** A signer seldom signs one document more often. */
const mostTried = 3;

function isOf({ content }: SignatureFacts, { certificate }: SignerIdentity): boolean {
  return content.kind === 'cms' && content.cms.signer === hash('sha256', certificate, 'hex');
}

const kindOf = { 'rsa-pkcs1': 'rsa', 'rsa-pss': 'rsa-pss', ecdsa: 'ec' } as const;

function fits({ coverage, content }: SignatureFacts, { scheme }: SignerIdentity): boolean {
  if (coverage.kind !== 'revision' || content.kind !== 'cms') return false;
  const { cms } = content;
  const holds = cms.digestFits && cms.signatureFits && cms.ess === 'fits';
  const isSameWay = cms.hash === hashOf(scheme) && cms.scheme === kindOf[methodOf(scheme)];
  return holds && cms.contentTypeFits && cms.contentFits && isSameWay;
}

type TimeStamps = Extract<SignatureFacts['content'], { readonly kind: 'cms' }>['timeStamps'];

const holds = (stamp: TimeStamps[number]): boolean =>
  stamp.kind === 'token' && stamp.imprintFits && stamp.cms.digestFits && stamp.cms.signatureFits;

const isTimeStamped = ({ content }: SignatureFacts) =>
  content.kind === 'cms' && content.timeStamps.some(holds);

/** `behind`: bytes behind the signature's own revision. */
function isOfLevel(options: SignOptions, facts: Facts, signature: SignatureFacts, behind: number): boolean {
  const level = levelOf(options);
  if (isTimeStamped(signature) !== (level !== 'b-b')) return false;
  if (level === 'b-b' || level === 'b-t') return behind === 0;
  const { crls, ocsps } = facts.store;
  const isWhole = facts.bytesAfterEnd.count === 0 && facts.changes.every(({ vouched }) => vouched);
  if (!isWhole || crls.length + ocsps.length === 0) return false;
  const last = facts.signatures.at(-1);
  const isArchived =
    last?.content.kind === 'time-stamp' &&
    holds(last.content.timeStamp) &&
    last.coverage.kind === 'revision' &&
    last.coverage.revision === facts.revisions.length - 1;
  return isArchived === (level === 'b-lta');
}
