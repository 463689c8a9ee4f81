/** The document security store: certificates, CRLs and OCSP responses kept in the file for later verifiers. */
import { inflateSync, type ZlibOptions } from 'node:zlib';
import {
  catalogOf,
  dictionaryOf,
  isKind,
  isName,
  type PdfFile,
  type PdfObject,
  type View,
} from '../../../pdf/reading/index.ts';
import type { Facts } from '../facts.ts';

const mostBytes = 16 * 1024 * 1024;
const mostEntries = 500;

/** Entries that cannot be taken out are left out and counted: the store can only add proof, never take any away. */
export function securityStore(file: PdfFile, view: View): Facts['store'] {
  const catalog = catalogOf(view);
  const store = dictionaryOf(view.resolve(catalog?.entries.get('DSS')));
  const limit = Math.min(mostBytes, file.limits.inflatedBytes);
  let left = limit;
  let leftOut = 0;

  function all(key: string): string[] {
    const list = view.resolve(store?.entries.get(key));
    if (!isKind(list, 'array')) return [];
    const isRevocation = key !== 'Certs';
    if (isRevocation) leftOut += Math.max(0, list.items.length - mostEntries);
    return list.items.slice(0, mostEntries).flatMap((item) => {
      const bytes = plain(view.resolve(item), left);
      if (bytes === undefined && isRevocation) leftOut++;
      if (bytes === undefined) return [];
      left -= bytes.length;
      return [Buffer.from(bytes).toString('base64')];
    });
  }

  const held = { certificates: all('Certs'), crls: all('CRLs'), ocsps: all('OCSPs') };
  return leftOut === 0 ? held : { ...held, leftOut: { count: leftOut, limit } };
}

/** What the facts of a store keep in memory, in bytes. */
export function storedBytes({ certificates, crls, ocsps }: Facts['store']): number {
  let sum = 0;
  for (const list of [certificates, crls, ocsps]) for (const one of list) sum += one.length;
  return sum;
}

/** Bytes of a stream that nothing but Flate has packed; undefined beyond `left`, and for every other one. */
export function plain(object: PdfObject, left: number): Uint8Array | undefined {
  return unpacked(object, left, (raw) => inflateSync(raw, { maxOutputLength: left }));
}

/** As `plain`, where nothing stands behind what was packed. */
export function plainToEnd(object: PdfObject, left: number): Uint8Array | undefined {
  return unpacked(object, left, (raw) => {
    // Of what is returned with `info` the types know nothing.
    const told: unknown = inflateSync(raw, { maxOutputLength: left, info: true } as ZlibOptions);
    const { buffer, engine } = told as { buffer: Buffer; engine: { bytesWritten: number } };
    return engine.bytesWritten === raw.length ? buffer : undefined;
  });
}

function unpacked(
  object: PdfObject,
  left: number,
  inflated: (raw: Uint8Array) => Uint8Array | undefined,
): Uint8Array | undefined {
  if (!isKind(object, 'stream') || left <= 0) return undefined;
  const filter = object.dictionary.entries.get('Filter');
  if (filter === undefined) return object.raw.length <= left ? object.raw : undefined;
  const only = isKind(filter, 'array') && filter.items.length === 1 ? filter.items[0] : filter;
  if (!isName(only, 'FlateDecode')) return undefined;
  try {
    return inflated(object.raw);
  } catch {
    return undefined;
  }
}
