/** What the author of an empty field wants of the signature in it (seed values: ISO 32000-1, 12.7.4.5, tables 234 and 235). */
import { dictionaryOf, isKind, isName, itemsOf, type PdfObject, textOf } from '../../pdf/reading/index.ts';

/** Entries that are absent, or of a type that the tables do not have, are undefined. */
export interface SeedValues {
  /** /Ff: which entries are demanded; the others are wishes. */
  readonly flags: number;
  readonly filter: string | undefined;
  readonly subFilters: readonly string[] | undefined;
  readonly version: number | undefined;
  readonly reasons: readonly string[] | undefined;
  readonly attestations: readonly string[] | undefined;
  readonly revocation: boolean;
  readonly digests: readonly string[] | undefined;
  readonly lock: boolean;
  readonly appearance: string | undefined;
  /** /P of /MDP: 0 an ordinary signature, 1 to 3 a certifying one. */
  readonly certifies: number | undefined;
  readonly timeStamp: boolean;
  readonly certificate: CertificateSeed | undefined;
}

export interface CertificateSeed {
  readonly flags: number;
  /** DER. */
  readonly subjects: readonly Uint8Array[] | undefined;
  readonly issuers: readonly Uint8Array[] | undefined;
  readonly policies: readonly string[] | undefined;
  /** Attribute (a short name or a dotted OID) → value. */
  readonly names: readonly ReadonlyMap<string, string>[] | undefined;
  /** Of 0, 1 and X, from digitalSignature on. */
  readonly keyUsages: readonly string[] | undefined;
}

/** Follows a reference; null where there is nothing. */
export type Resolve = (object: PdfObject | undefined) => PdfObject;

/** Undefined when `object` is no dictionary. Throws what `resolve` throws. */
export function seedValuesOf(resolve: Resolve, object: PdfObject | undefined): SeedValues | undefined {
  const entries = dictionaryOf(resolve(object))?.entries;
  if (entries === undefined) return undefined;
  const at = (key: string) => resolve(entries.get(key));
  const texts = (key: string) => textsOf(resolve, at(key));
  const filter = at('Filter');
  const stamp = dictionaryOf(at('TimeStamp'))?.entries;
  return {
    flags: numberOf(at('Ff')) ?? 0,
    filter: isName(filter) ? filter.value : undefined,
    subFilters: texts('SubFilter'),
    version: numberOf(at('V')),
    reasons: texts('Reasons'),
    attestations: texts('LegalAttestation'),
    revocation: at('AddRevInfo') === true,
    digests: texts('DigestMethod'),
    lock: at('LockDocument') === true || isName(at('LockDocument'), 'true'),
    appearance: textIn(at('AppearanceFilter')),
    certifies: numberOf(resolve(dictionaryOf(at('MDP'))?.entries.get('P'))),
    timeStamp: numberOf(resolve(stamp?.get('Ff'))) === 1,
    certificate: certificateSeedOf(resolve, at('Cert')),
  };
}

function certificateSeedOf(resolve: Resolve, object: PdfObject): CertificateSeed | undefined {
  const entries = dictionaryOf(object)?.entries;
  if (entries === undefined) return undefined;
  const at = (key: string) => resolve(entries.get(key));
  return {
    flags: numberOf(at('Ff')) ?? 0,
    subjects: bytesOf(resolve, at('Subject')),
    issuers: bytesOf(resolve, at('Issuer')),
    policies: textsOf(resolve, at('OID')),
    names: namesOf(resolve, at('SubjectDN')),
    keyUsages: textsOf(resolve, at('KeyUsage')),
  };
}

/** Honest lists have a few items; behind these nothing is read. */
const mostItems = 200;
const longestText = 4_096;

function listOf(resolve: Resolve, object: PdfObject): readonly PdfObject[] | undefined {
  return isKind(object, 'array') ? itemsOf(object).slice(0, mostItems).map(resolve) : undefined;
}

/** Names and strings alike: programs write both. */
function textsOf(resolve: Resolve, object: PdfObject): readonly string[] | undefined {
  return listOf(resolve, object)?.flatMap((item) => textIn(item) ?? []);
}

function textIn(object: PdfObject): string | undefined {
  if (isName(object)) return object.value;
  if (!isKind(object, 'string')) return undefined;
  return textOf({ ...object, bytes: object.bytes.subarray(0, longestText) });
}

function bytesOf(resolve: Resolve, object: PdfObject): readonly Uint8Array[] | undefined {
  return listOf(resolve, object)?.flatMap((item) => (isKind(item, 'string') ? [item.bytes] : []));
}

function namesOf(resolve: Resolve, object: PdfObject): CertificateSeed['names'] {
  return listOf(resolve, object)?.flatMap((item) => {
    const entries = dictionaryOf(item)?.entries;
    if (entries === undefined) return [];
    const pairs = [...entries].slice(0, mostItems).flatMap(([key, value]): [string, string][] => {
      const text = textIn(resolve(value));
      return text === undefined ? [] : [[key, text]];
    });
    return [new Map(pairs)];
  });
}

const numberOf = (object: PdfObject): number | undefined => (typeof object === 'number' ? object : undefined);
