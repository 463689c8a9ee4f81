/** A token in one file: what it is, where it stands, its PIN hashes and its keys, sealed by a digest. */
import { Ajv } from 'ajv';
import { fail } from '../errors.ts';
import { withMoments } from './moment-format.ts';
import { flawedObjects } from './objects-list.ts';
import { damaged, reasonOf, sealed, unsealed } from './sealed-file.ts';
import { checkedIdentity, checkRecord, type TokenIdentity, type TokenRecord } from './token-files.ts';
import type { TokenObjects } from './token-objects.ts';

export interface TokenSnapshot {
  readonly name: string;
  /** ISO 8601, by the emulator's clock. */
  readonly takenAt: string;
  /** The later one has the higher number, whatever the clock says. */
  readonly number: number;
  readonly identity: TokenIdentity;
  readonly record: TokenRecord;
  readonly objects: TokenObjects;
}

/** A name is a file name where snapshots are kept: nothing in it leads out of that folder. */
export const snapshotName = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]{0,63}$/u;

const ajv = withMoments(new Ajv());
const inFile = { dataVar: 'snapshot' } as const;

const isSnapshot = ajv.compile<{
  name: string;
  takenAt: string;
  number: number;
  identity: unknown;
  record: unknown;
  objects: Record<string, string>;
}>({
  type: 'object',
  additionalProperties: false,
  required: ['snapshot', 'name', 'takenAt', 'number', 'identity', 'record', 'objects'],
  properties: {
    snapshot: { const: 1 },
    name: { type: 'string', pattern: snapshotName.source },
    takenAt: { type: 'string', format: 'moment' },
    number: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
    identity: {},
    record: {},
    objects: {
      type: 'object',
      minProperties: 1,
      // One folder deep, no names with dots in front: a file from elsewhere must not write anywhere else.
      propertyNames: { pattern: '^[0-9A-Za-z][0-9A-Za-z.-]*/[0-9A-Za-z][0-9A-Za-z.-]*$' },
      additionalProperties: { type: 'string', pattern: '^[A-Za-z0-9+/]*={0,2}$' },
    },
  },
});

export function snapshotText(snapshot: TokenSnapshot): string {
  const { objects, ...rest } = snapshot;
  const encoded = Object.entries(objects).map(([path, content]) => [
    path,
    Buffer.from(content).toString('base64'),
  ]);
  return sealed({ snapshot: 1, ...rest, objects: Object.fromEntries(encoded) });
}

/** `file` is for messages only. Throws TOKEN_SNAPSHOT_DAMAGED. */
export function parsedSnapshot(text: string, file: string): TokenSnapshot {
  try {
    const content = unsealed(text, file);
    if (!isSnapshot(content))
      throw damaged(file, `it is no snapshot of a token: ${ajv.errorsText(isSnapshot.errors, inFile)}`);
    const { name, takenAt, number, record } = content;
    const identity = checkedIdentity(content.identity, file);
    checkRecord(record, identity.profile, file);
    const decoded = Object.entries(content.objects).map(([path, bytes]) => [
      path,
      Buffer.from(bytes, 'base64'),
    ]);
    const objects = Object.fromEntries(decoded) as TokenObjects;
    if (!Object.keys(objects).some((path) => path.endsWith('/token.object'))) {
      throw damaged(file, 'it holds no token');
    }
    const [flawed] = flawedObjects(objects);
    if (flawed !== undefined) throw damaged(file, `in it, ${flawed.path}: ${flawed.flaw}`);
    return Object.freeze({ name, takenAt, number, identity, record, objects });
  } catch (error) {
    throw fail('TOKEN_SNAPSHOT_DAMAGED', { file, reason: reasonOf(error) }, error);
  }
}
