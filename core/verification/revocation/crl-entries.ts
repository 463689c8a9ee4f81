/** The entries of a revocation list, by issuer and serial (RFC 5280, 5.3). */
import { extensionsOf } from '../cms/certificate.ts';
import { generalNamesOf } from '../cms/general-name.ts';
import { oids } from '../der/oids.ts';
import { children, DerError, type DerValue, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { integerHex, smallInteger, timeOf } from '../der/values.ts';
import { type RevokedEntry, revocationReasonOf } from './reason.ts';

export interface CrlEntries {
  /** An entry of this issuer (comparable name) with this serial. */
  find(issuerKey: string, serial: string): RevokedEntry | undefined;
  /** An entry has a critical extension that we do not understand, so the whole list is of no use. */
  readonly strange: boolean;
  readonly size: number;
}

const understood: readonly string[] = [oids.reasonCode, oids.certificateIssuer, oids.invalidityDate];

/**
 * `issuerKey` is the list's own issuer: entries are of its certificates until one names another issuer, which only
 * an indirect list may do. Throws DerError.
 */
export function crlEntriesOf(list: DerValue | undefined, issuerKey: string, indirect: boolean): CrlEntries {
  const found = new Map<string, Map<string, RevokedEntry>>();
  let strange = false;
  let size = 0;
  let current = issuerKey;
  for (const item of list === undefined ? [] : children(list)) {
    const parts = sequence(item, 'revokedCertificate');
    const serial = integerHex(parts.take(Tag.integer, 'userCertificate'));
    const time = timeOf(parts.takeAny('revocationDate'));
    const extensionField = parts.takeIf(Tag.sequence);
    parts.finish('revokedCertificate');
    const extensions = extensionField === undefined ? [] : extensionsOf(extensionField);
    const value = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
    if (extensions.some(({ oid, critical }) => critical && !understood.includes(oid))) strange = true;
    const issuer = value(oids.certificateIssuer);
    if (issuer !== undefined && !indirect) strange = true;
    if (issuer !== undefined) current = issuerKeyOf(issuer);
    const reason = value(oids.reasonCode);
    const entry = { time, reason: revocationReasonOf(reason === undefined ? 0 : codeOf(reason)) };
    const entries = found.get(current);
    if (entries === undefined) found.set(current, new Map([[serial, entry]]));
    else entries.set(serial, entry);
    size++;
  }
  return { find: (issuer, serial) => found.get(issuer)?.get(serial), strange, size };
}

function issuerKeyOf(extension: Uint8Array): string {
  const names = generalNamesOf(readOnlyDer(extension), 'certificateIssuer');
  const directory = names.find(({ kind }) => kind === 'directory');
  if (directory?.kind !== 'directory') throw new DerError('certificateIssuer: expected a directory name');
  return directory.name.key;
}

function codeOf(extension: Uint8Array): number {
  const value = readOnlyDer(extension);
  return smallInteger(value.tag === Tag.enumerated ? { ...value, tag: Tag.integer } : value);
}
