/** What the author of an empty field demands of the signature in it (seed values: ISO 32000-1, 12.7.4.5, tables 234 and 235). */
import { PDFBool, type PDFContext, type PDFDict, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { hashOf } from '../../asn1/signature-scheme.ts';
import { arrayAt, dictionaryAt, type ExistingField, nameAt } from '../../pdf/writing/index.ts';
import { fail } from '../errors.ts';
import type { SignerIdentity } from '../token/token-signer.ts';

/** What the signature will be. */
export interface SignatureToBe {
  readonly filter: string;
  readonly subFilter: string;
  readonly signer: SignerIdentity;
  readonly timeStamped: boolean;
}

interface Demand {
  readonly demand: Bilingual;
  readonly found: Bilingual;
}

/**
 * Wishes (a value without its bit in /Ff) bind nobody. What is demanded and is not what we make anyway is refused, and so is
 * a demand that nobody here understands. Throws SIGN_FIELD_READ_ONLY, SIGN_FIELD_DEMANDS.
 */
export function refuseOtherDemands(context: PDFContext, field: ExistingField, made: SignatureToBe): void {
  const { name, dictionary } = field;
  if (isReadOnly(context, dictionary)) throw fail('SIGN_FIELD_READ_ONLY', { name });
  const seed = dictionaryAt(context, dictionary, 'SV');
  const unmet = seed && [...demandsOf(context, seed, made)][0];
  if (unmet !== undefined) throw fail('SIGN_FIELD_DEMANDS', { name, ...unmet });
}

const depthLimit = 32;

/** /Ff is inherited (ISO 32000-1, table 220). */
function isReadOnly(context: PDFContext, field: PDFDict): boolean {
  let node: PDFDict | undefined = field;
  for (let depth = 0; node !== undefined && depth < depthLimit; depth += 1) {
    const flags = numberAt(context, node, 'Ff');
    if (flags !== undefined) return (flags & 1) !== 0;
    node = dictionaryAt(context, node, 'Parent');
  }
  return false;
}

const known = 0b1_1111_1111;

function* demandsOf(context: PDFContext, seed: PDFDict, made: SignatureToBe): Generator<Demand> {
  const flags = numberAt(context, seed, 'Ff') ?? 0;
  const demands = (bit: number) => (flags & (1 << (bit - 1))) !== 0;
  const filter = nameAt(context, seed, 'Filter');
  if (demands(1) && filter !== undefined && filter !== made.filter) {
    yield stated(`Filter ${filter}`, made.filter);
  }
  yield* oneOf(demands(2), 'SubFilter', listAt(context, seed, 'SubFilter'), made.subFilter);
  // 3 is for ISO 32000-2, whose entries are all known here.
  const version = numberAt(context, seed, 'V') ?? 0;
  if (demands(3) && version > 3) yield stated(`V ${version}`, 'V 3');
  const reasons = listAt(context, seed, 'Reasons') ?? [];
  if (demands(4) && !(reasons.length === 0 || (reasons.length === 1 && reasons[0] === '.'))) {
    yield { demand: named('Reasons', reasons), found: both('no reason', 'chữ ký không nêu lý do') };
  }
  const certifying = numberAt(context, dictionaryAt(context, seed, 'MDP') ?? seed, 'P') ?? 0;
  if (dictionaryAt(context, seed, 'MDP') !== undefined && certifying > 0) {
    yield {
      demand: both(
        `that it certifies the document (MDP, P=${certifying})`,
        `chứng nhận văn bản (MDP, P=${certifying})`,
      ),
      found: both('no such power', 'chữ ký thường'),
    };
  }
  if (demands(5)) yield { demand: named('LegalAttestation'), found: none };
  if (demands(6) && boolAt(context, seed, 'AddRevInfo')) yield { demand: named('AddRevInfo'), found: none };
  const hash = hashOf(made.signer.scheme).toUpperCase();
  yield* oneOf(demands(7), 'DigestMethod', listAt(context, seed, 'DigestMethod'), hash);
  const lock = nameAt(context, seed, 'LockDocument');
  if (demands(8) && (lock === 'true' || boolAt(context, seed, 'LockDocument'))) {
    yield { demand: named('LockDocument'), found: none };
  }
  if (demands(9)) yield { demand: named('AppearanceFilter'), found: none };
  if ((flags & ~known) !== 0) yield { demand: named(`Ff ${flags}`), found: none };
  const stamp = dictionaryAt(context, seed, 'TimeStamp');
  if (stamp !== undefined && numberAt(context, stamp, 'Ff') === 1 && !made.timeStamped) {
    yield {
      demand: both('a time stamp (TimeStamp)', 'dấu thời gian (TimeStamp)'),
      found: both('none', 'chữ ký không có'),
    };
  }
  const certificate = dictionaryAt(context, seed, 'Cert');
  if (certificate !== undefined) yield* certificateDemands(context, certificate, made.signer);
}

const none = both('nothing of the kind', 'chữ ký không có');

/** Of table 235: where a certificate is to be had (bit 7) is no demand on one. */
function* certificateDemands(
  context: PDFContext,
  wanted: PDFDict,
  signer: SignerIdentity,
): Generator<Demand> {
  const flags = numberAt(context, wanted, 'Ff') ?? 0;
  const given = [
    [1, 'Subject', [signer.certificate]],
    [2, 'Issuer', [...signer.chain, signer.certificate]],
  ] as const;
  for (const [bit, key, mine] of given) {
    if ((flags & bit) === 0 || !wanted.has(PDFName.of(key))) continue;
    const listed = bytesAt(context, wanted, key);
    if (listed.some((one) => mine.some((der) => Buffer.compare(der, one) === 0))) continue;
    yield { demand: named(`Cert ${key}`), found: both('another one', 'chứng thư số khác') };
  }
  const rest = flags & ~(1 | 2 | 64);
  const unread = ['', '', 'OID', 'SubjectDN', '', 'KeyUsage'].filter(
    (key, at) => key !== '' && (rest & (1 << at)) !== 0,
  );
  if (rest !== 0) {
    yield {
      demand: named(`Cert ${unread.length === 0 ? `Ff ${flags}` : unread.join(', ')}`),
      found: both(
        'a certificate that is not compared with it',
        'chứng thư số không được đối chiếu với điều này',
      ),
    };
  }
}

function* oneOf(
  demanded: boolean,
  key: string,
  allowed: readonly string[] | undefined,
  mine: string,
): Generator<Demand> {
  if (demanded && allowed !== undefined && !allowed.includes(mine))
    yield { demand: named(key, allowed), found: both(mine, mine) };
}

function named(key: string, values: readonly string[] = []): Bilingual {
  const text = values.length === 0 ? key : `${key} ${values.slice(0, 8).join(', ')}`;
  return both(text, text);
}

const stated = (demand: string, found: string): Demand => ({
  demand: both(demand, demand),
  found: both(found, found),
});

/** Names and strings alike: programs write both. */
function listAt(context: PDFContext, owner: PDFDict, key: string): readonly string[] | undefined {
  return arrayAt(context, owner, key)
    ?.asArray()
    .flatMap((item) => {
      const value = context.lookup(item);
      if (value instanceof PDFName) return [value.decodeText()];
      return value instanceof PDFString || value instanceof PDFHexString ? [value.decodeText()] : [];
    });
}

function bytesAt(context: PDFContext, owner: PDFDict, key: string): readonly Uint8Array[] {
  return (arrayAt(context, owner, key)?.asArray() ?? []).flatMap((item) => {
    const value = context.lookup(item);
    return value instanceof PDFString || value instanceof PDFHexString ? [value.asBytes()] : [];
  });
}

function boolAt(context: PDFContext, owner: PDFDict, key: string): boolean {
  const value = context.lookup(owner.get(PDFName.of(key)));
  return value instanceof PDFBool && value.asBoolean();
}

function numberAt(context: PDFContext, owner: PDFDict, key: string): number | undefined {
  const value = context.lookup(owner.get(PDFName.of(key)));
  return value instanceof PDFNumber ? value.asNumber() : undefined;
}
