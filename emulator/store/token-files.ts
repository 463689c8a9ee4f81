/** The files of one token: what it is (`token.json`, written once) and where it stands (`state.json`). */
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { TokenProfile } from '../token/profile.ts';
import type { TokenState } from '../token/state.ts';
import { damaged, readSealed, writeSealed } from './sealed-file.ts';
import type { InternalPins } from './softhsm.ts';
import type { StoredPin } from './stored-pin.ts';

export interface TokenIdentity {
  readonly format: 1;
  readonly serial: string;
  /** PKCS#11 slot id: the same for the life of the token. */
  readonly slot: number;
  readonly kind: 'personal' | 'agency';
  /** The profile as it was when the token was made: a later edit does not change a token in the field. */
  readonly profile: TokenProfile;
  readonly internal: InternalPins;
  readonly createdAt: string;
}

export interface TokenRecord {
  readonly format: 1;
  readonly label: string;
  readonly state: TokenState;
  readonly pins: { readonly user: StoredPin | null; readonly so: StoredPin | null };
}

const pinState = {
  type: 'object',
  additionalProperties: false,
  required: ['set', 'triesLeft'],
  properties: { set: { type: 'boolean' }, triesLeft: { type: 'integer', minimum: 0 } },
};
const storedPin = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['salt', 'hash', 'cost'],
  properties: {
    salt: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    cost: { type: 'integer', minimum: 1024, maximum: 65536 },
  },
};
const recordSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['format', 'label', 'state', 'pins'],
  properties: {
    format: { const: 1 },
    label: { type: 'string' },
    state: {
      type: 'object',
      additionalProperties: false,
      required: ['presence', 'user', 'so'],
      properties: { presence: { enum: ['inserted', 'removed', 'lost'] }, user: pinState, so: pinState },
    },
    pins: {
      type: 'object',
      additionalProperties: false,
      required: ['user', 'so'],
      properties: { user: storedPin, so: storedPin },
    },
  },
};
const identitySchema = {
  type: 'object',
  required: ['format', 'serial', 'slot', 'kind', 'profile', 'internal', 'createdAt'],
  properties: {
    format: { const: 1 },
    serial: { type: 'string', pattern: '^[0-9A-F]{16}$' },
    slot: { type: 'integer', minimum: 1 },
    kind: { enum: ['personal', 'agency'] },
    internal: {
      type: 'object',
      required: ['user', 'so'],
      properties: { user: { type: 'string' }, so: { type: 'string' } },
    },
  },
};

const ajv = new Ajv({ allowUnionTypes: true });
const isRecord = ajv.compile<TokenRecord>(recordSchema);
const isIdentity = ajv.compile<TokenIdentity>(identitySchema);

export const identityFile = 'token.json';
export const recordFile = 'state.json';

export function writeIdentity(folder: string, identity: TokenIdentity): void {
  writeSealed(join(folder, identityFile), identity);
}

export function writeRecord(folder: string, record: TokenRecord): void {
  writeSealed(join(folder, recordFile), record);
}

/** Both files of a token folder. Throws EMULATOR_STATE_DAMAGED naming the file. */
export function readTokenFiles(folder: string): { identity: TokenIdentity; record: TokenRecord } {
  const identity = readSealed(join(folder, identityFile));
  if (!isIdentity(identity)) throw damaged(join(folder, identityFile), ajv.errorsText(isIdentity.errors));
  const record = readSealed(join(folder, recordFile));
  if (!isRecord(record)) throw damaged(join(folder, recordFile), ajv.errorsText(isRecord.errors));
  for (const role of ['user', 'so'] as const) {
    const { set, triesLeft } = record.state[role];
    if (triesLeft > identity.profile.tries[role]) {
      throw damaged(join(folder, recordFile), `more tries than profile ${identity.profile.id} has`);
    }
    if (set !== (record.pins[role] !== null)) {
      throw damaged(join(folder, recordFile), `the ${role} PIN is and is not set`);
    }
  }
  return { identity, record };
}
