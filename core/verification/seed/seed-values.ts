/** What the author of an empty field wants of the signature in it (seed values: ISO 32000-1, 12.7.4.5, tables 234 and 235). */
import type { PdfObject } from '../../pdf/reading/index.ts';
import type { SeedEntry } from '../facts/facts.ts';
import {
  booleanIn,
  entriesOf,
  lockIn,
  type Malformed,
  nameIn,
  numberOf,
  type Resolve,
  readerOf,
  textIn,
} from './seed-entry.ts';

/** Entries that are absent, or of a type that the tables do not have (`malformed`), are undefined. */
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
  /** Those that are there and cannot be read, with what stands there if it is a text. */
  readonly malformed: ReadonlyMap<SeedEntry, readonly string[]>;
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

/** Undefined when there is nothing. Throws what `resolve` throws. */
export function seedValuesOf(resolve: Resolve, object: PdfObject | undefined): SeedValues | undefined {
  const value = resolve(object);
  if (value === null) return undefined;
  const malformed: Malformed = new Map();
  const entries = entriesOf(value, 'SV', malformed);
  const read = readerOf(resolve, entries, malformed);
  const stamp = readerOf(resolve, entriesOf(read.value('TimeStamp'), 'TimeStamp', malformed), malformed);
  const change = readerOf(resolve, entriesOf(read.value('MDP'), 'MDP', malformed), malformed);
  return {
    flags: read.as('Ff', numberOf, 'Ff') ?? 0,
    filter: read.as('Filter', nameIn, 'Filter'),
    subFilters: read.as('SubFilter', read.texts, 'SubFilter'),
    version: read.as('V', numberOf, 'V'),
    reasons: read.as('Reasons', read.texts, 'Reasons'),
    attestations: read.as('LegalAttestation', read.texts, 'LegalAttestation'),
    revocation: read.as('AddRevInfo', booleanIn, 'AddRevInfo') === true,
    digests: read.as('DigestMethod', read.texts, 'DigestMethod'),
    lock: read.as('LockDocument', lockIn, 'LockDocument') === true,
    appearance: read.as('AppearanceFilter', textIn, 'AppearanceFilter'),
    certifies: change.as('P', numberOf, 'MDP'),
    timeStamp: stamp.as('Ff', numberOf, 'TimeStamp') === 1,
    certificate: certificateSeedOf(resolve, read.value('Cert'), malformed),
    malformed,
  };
}

function certificateSeedOf(
  resolve: Resolve,
  object: PdfObject,
  malformed: Malformed,
): CertificateSeed | undefined {
  const entries = entriesOf(object, 'Cert', malformed);
  if (entries === undefined) return undefined;
  const read = readerOf(resolve, entries, malformed);
  return {
    flags: read.as('Ff', numberOf, 'Cert Ff') ?? 0,
    subjects: read.as('Subject', read.bytes, 'Cert Subject'),
    issuers: read.as('Issuer', read.bytes, 'Cert Issuer'),
    policies: read.as('OID', read.texts, 'Cert OID'),
    names: read.as('SubjectDN', read.names, 'Cert SubjectDN'),
    keyUsages: read.as('KeyUsage', read.texts, 'Cert KeyUsage'),
  };
}
