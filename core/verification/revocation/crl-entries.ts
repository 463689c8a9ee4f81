/** The entries of a revocation list, by issuer and serial (RFC 5280, 5.3). */
import { type Extension, extensionsOf } from '../cms/certificate.ts';
import { generalNamesOf } from '../cms/general-name.ts';
import { oids } from '../der/oids.ts';
import { DerError, type DerValue, expectTag, readDer, readOnlyDer, Tag } from '../der/reader.ts';
import { integerHex, smallInteger, timeOf } from '../der/values.ts';
import { type RevokedEntry, revocationReasonOf } from './reason.ts';
import type { Strange } from './strange.ts';

export interface CrlEntries {
  /** An entry of this issuer (comparable name) with this serial. */
  find(issuerKey: string, serial: string): RevokedEntry | undefined;
  /** An entry has a critical extension that we do not understand, so the whole list is of no use. */
  readonly strange: Strange | undefined;
  readonly size: number;
}

const understood: readonly string[] = [oids.reasonCode, oids.certificateIssuer, oids.invalidityDate];

/**
 * `issuerKey` is the list's own issuer: entries are of its certificates until one names another issuer, which only
 * an indirect list may do. All are read once, to know that they can be; kept are only their places in the list, since
 * authorities of millions have lists of hundreds of thousands. Throws DerError.
 */
export function crlEntriesOf(list: DerValue | undefined, issuerKey: string, indirect: boolean): CrlEntries {
  if (list === undefined) return { find: () => undefined, strange: undefined, size: 0 };
  const places = new Map<string, Map<string, number>>([[issuerKey, new Map()]]);
  let own = places.get(issuerKey) ?? new Map<string, number>();
  let strange: Strange | undefined;
  let size = 0;
  for (let at = list.content; at < list.end; size++) {
    const { serial, time, extensions, end } = readEntry(list, at);
    timeOf(time);
    reasonOf(extensions);
    const unknown = extensions.find(({ oid, critical }) => critical && !understood.includes(oid));
    if (unknown !== undefined) strange ??= { code: 'LIST_ENTRY_UNKNOWN', values: { oid: unknown.oid } };
    const issuer = extensionOf(extensions, oids.certificateIssuer);
    if (issuer !== undefined && !indirect) strange ??= { code: 'LIST_ENTRY_OF_OTHERS', values: {} };
    if (issuer !== undefined) {
      const key = issuerKeyOf(issuer);
      own = places.get(key) ?? new Map();
      places.set(key, own);
    }
    own.set(serial, at);
    at = end;
  }
  const find = (key: string, serial: string): RevokedEntry | undefined => {
    const at = places.get(key)?.get(serial);
    if (at === undefined) return undefined;
    const { time, extensions } = readEntry(list, at);
    return { time: timeOf(time), reason: reasonOf(extensions) };
  };
  return { find, strange, size };
}

interface Entry {
  readonly serial: string;
  readonly time: DerValue;
  readonly extensions: readonly Extension[];
  readonly end: number;
}

function readEntry({ bytes, end: limit }: DerValue, at: number): Entry {
  const entry = expectTag(readDer(bytes, at, limit), Tag.sequence, 'revokedCertificate');
  const { end } = entry;
  const serial = readDer(bytes, entry.content, end);
  const time = readDer(bytes, serial.end, end);
  if (time.end === end) return { serial: integerHex(serial), time, extensions: [], end };
  const extensions = readDer(bytes, time.end, end);
  if (extensions.end !== end) throw new DerError('revokedCertificate: unexpected further values');
  return { serial: integerHex(serial), time, extensions: extensionsOf(extensions), end };
}

const extensionOf = (extensions: readonly Extension[], wanted: string) =>
  extensions.find(({ oid }) => oid === wanted)?.value;

function reasonOf(extensions: readonly Extension[]): RevokedEntry['reason'] {
  const reason = extensionOf(extensions, oids.reasonCode);
  return revocationReasonOf(reason === undefined ? 0 : codeOf(reason));
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
