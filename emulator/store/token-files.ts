/** The files of one token: what it is (`token.json`, written once) and where it stands (`state.json`). */
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { checkedProfile } from '../profiles/check.ts';
import { damages } from '../token/condition.ts';
import { type TokenKind, tokenKinds } from '../token/kind.ts';
import { pinStateSchema as pinState } from '../token/pin-state.ts';
import { presences } from '../token/presence.ts';
import type { TokenProfile } from '../token/profile.ts';
import type { TokenState } from '../token/state.ts';
import { withMoments } from './moment-format.ts';
import { damaged, readSealed, writeSealed } from './sealed-file.ts';
import type { InternalPins } from './softhsm.ts';
import type { StoredPin } from './stored-pin.ts';
import { upgradedIdentity, upgradedRecord } from './upgrade.ts';

export interface TokenIdentity {
  readonly format: 2;
  readonly serial: string;
  readonly kind: TokenKind;
  /** Serial number of the token that this one is a copy of; applications see that one. */
  readonly copyOf: string | null;
  /** The profile as it was when the token was made: a later edit does not change a token in the field. */
  readonly profile: TokenProfile;
  readonly internal: InternalPins;
  readonly createdAt: string;
}

export interface TokenRecord {
  readonly format: 2;
  readonly label: string;
  /** PKCS#11 slot id of the reader that it is in, or belongs to. */
  readonly slot: number;
  readonly state: TokenState;
  readonly pins: {
    readonly user: StoredPin | null;
    readonly so: StoredPin | null;
    readonly puk: StoredPin | null;
    /** Those before the present ones, the latest first, as many as the profile forbids to come back. */
    readonly earlier: { readonly user: readonly StoredPin[]; readonly so: readonly StoredPin[] };
  };
}

const storedPin = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['salt', 'hash', 'cost'],
  properties: {
    salt: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    cost: { type: 'integer', minimum: 1024, maximum: 65536 },
    of: { const: 'sha-256' },
  },
};
const earlierPins = {
  type: 'object',
  additionalProperties: false,
  required: ['user', 'so'],
  properties: {
    user: { type: 'array', maxItems: 20, items: { ...storedPin, type: 'object' } },
    so: { type: 'array', maxItems: 20, items: { ...storedPin, type: 'object' } },
  },
};
/** Readers are numbered from 1, with few gaps; no folder has ever had so many. */
const maxSlot = 1_000_000;

const recordSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['format', 'label', 'slot', 'state', 'pins'],
  properties: {
    format: { const: 2 },
    label: { type: 'string' },
    slot: { type: 'integer', minimum: 1, maximum: maxSlot },
    state: {
      type: 'object',
      additionalProperties: false,
      required: ['presence', 'condition', 'compromised', 'writeProtected', 'user', 'so', 'puk'],
      properties: {
        presence: { enum: presences },
        condition: { enum: ['sound', ...damages] },
        compromised: { type: 'boolean' },
        writeProtected: { type: 'boolean' },
        user: pinState,
        so: pinState,
        puk: pinState,
      },
    },
    pins: {
      type: 'object',
      additionalProperties: false,
      required: ['user', 'so', 'puk', 'earlier'],
      properties: { user: storedPin, so: storedPin, puk: storedPin, earlier: earlierPins },
    },
  },
};
const identitySchema = {
  type: 'object',
  required: ['format', 'serial', 'kind', 'copyOf', 'profile', 'internal', 'createdAt'],
  properties: {
    format: { const: 2 },
    serial: { type: 'string', pattern: '^[0-9A-F]{16}$' },
    kind: { enum: tokenKinds },
    copyOf: { type: ['string', 'null'], pattern: '^[0-9A-F]{16}$' },
    internal: {
      type: 'object',
      required: ['user', 'so'],
      properties: {
        user: { type: 'string', maxLength: 255 },
        so: { type: 'string', maxLength: 255 },
        name: { type: 'string', maxLength: 32 },
      },
    },
    createdAt: { type: 'string', format: 'moment' },
  },
};

const ajv = withMoments(new Ajv({ allowUnionTypes: true }));
const isRecord = ajv.compile<TokenRecord>(recordSchema);
const isIdentity = ajv.compile<TokenIdentity>(identitySchema);

export const identityFile = 'token.json';
export const recordFile = 'state.json';
/** SoftHSM's own files. */
export const objectsFolder = 'objects';

export function writeIdentity(folder: string, identity: TokenIdentity): void {
  writeSealed(join(folder, identityFile), identity);
}

/** Of a token that is being made. */
export const firstContents = 1;

/** What `state.json` says beside the record, which is also in snapshots: it is about this file and this folder. */
export interface RecordStamp {
  /**
   * The list of the token's objects is there beside it, so that one that is missing later is known to have been lost; it is the
   * number of the contents, which goes up when others take their place. Undefined: there is no list.
   */
  readonly listed: number | undefined;
  /** Goes up with every writing: an older file is known by it. 0: earlier versions did not say it. */
  readonly number: number;
}

/** Of a token that is being made for the first time. */
export const firstStamp: RecordStamp = Object.freeze({ listed: firstContents, number: 1 });

/** `serial` is the token's: the file of one token does not pass for another's. */
export function writeRecord(
  folder: string,
  record: TokenRecord,
  serial: string,
  { listed, number }: RecordStamp,
): void {
  writeSealed(join(folder, recordFile), { ...record, listed, number }, serial);
}

export interface TokenFiles {
  readonly identity: TokenIdentity;
  readonly record: TokenRecord;
  readonly stamp: RecordStamp;
}

/** Both files of a token folder, of this format or of format 1. Throws EMULATOR_STATE_DAMAGED naming the file. */
export function readTokenFiles(folder: string): TokenFiles {
  const written = readSealed(join(folder, identityFile));
  const identity = checkedIdentity(upgradedIdentity(written), join(folder, identityFile));
  checkOwner(folder, identity);
  const stored = upgradedRecord(readSealed(join(folder, recordFile), identity.serial), written);
  const { listed, number, ...record } = stored as { readonly listed?: unknown; readonly number?: unknown };
  checkRecord(record, identity.profile, join(folder, recordFile));
  const stamp = {
    listed: typeof listed === 'number' ? listed : undefined,
    number: typeof number === 'number' ? number : 0,
  };
  return { identity, record, stamp };
}

/**
 * A folder is named after its token. Where the other file says so too, this one has come from elsewhere; else the folder has.
 * Throws EMULATOR_STATE_DAMAGED.
 */
function checkOwner(folder: string, { serial }: TokenIdentity): void {
  if (serial === basename(folder)) return;
  let whose: string;
  try {
    readSealed(join(folder, recordFile), basename(folder));
    whose = join(folder, identityFile);
  } catch {
    throw damaged(folder, 'the folder is not named after its serial number');
  }
  throw damaged(whose, `it is of token ${serial}`);
}

/** The same value, with a whole profile. Throws EMULATOR_STATE_DAMAGED naming `file`. */
export function checkedIdentity(value: unknown, file: string): TokenIdentity {
  if (!isIdentity(value)) throw damaged(file, ajv.errorsText(isIdentity.errors));
  return { ...value, profile: wholeProfile(value.profile, file) };
}

/** A profile written by an earlier congvu lacks the fields that came later. */
function wholeProfile(written: unknown, file: string): TokenProfile {
  try {
    return checkedProfile(written, file);
  } catch (error) {
    throw damaged(file, 'its profile is none', error);
  }
}

/** Throws EMULATOR_STATE_DAMAGED naming `file` when that is no record of a token with that profile. */
export function checkRecord(
  record: unknown,
  profile: TokenProfile,
  file: string,
): asserts record is TokenRecord {
  if (!isRecord(record)) throw damaged(file, ajv.errorsText(isRecord.errors));
  for (const role of ['user', 'so', 'puk'] as const) {
    const { set, triesLeft } = record.state[role];
    if (triesLeft > profile.tries[role]) throw damaged(file, `more tries than profile ${profile.id} has`);
    if (set !== (record.pins[role] !== null)) throw damaged(file, `the ${role} PIN is and is not set`);
  }
}
