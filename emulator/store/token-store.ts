/** All tokens of one emulator folder: opening, making, finding. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { fail } from '../errors.ts';
import { pinLengthFits } from '../token/pin-tries.ts';
import type { TokenProfile } from '../token/profile.ts';
import { blankToken, initialised, withPin } from '../token/state.ts';
import { makeSofthsmToken, softhsmConfiguration } from './softhsm.ts';
import { type RandomBytes, storedPin } from './stored-pin.ts';
import { openStoredToken, type StoredToken } from './stored-token.ts';
import type { TokenEngine } from './system.ts';
import { writeIdentity, writeRecord } from './token-files.ts';

export interface TokenSpec {
  readonly label: string;
  readonly profile: TokenProfile;
  /** Undefined: a token without a user PIN; with both undefined it is blank. */
  readonly pin?: string | undefined;
  readonly soPin?: string | undefined;
  readonly kind: 'personal' | 'agency';
}

export interface TokenStore {
  readonly engine: TokenEngine;
  /** The SoftHSM configuration that all children share. */
  readonly configuration: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** In the order of their slots. */
  tokens(): readonly StoredToken[];
  bySlot(slot: number): StoredToken | undefined;
  /** By label or serial number. Throws TOKEN_UNKNOWN, TOKEN_LABEL_AMBIGUOUS. */
  named(name: string): StoredToken;
  create(spec: TokenSpec): Promise<StoredToken>;
}

const unfinished = '.new-';

/** Opens (or makes) the folders below `dir`. Throws EMULATOR_STATE_DAMAGED when a token cannot be trusted. */
export function openTokenStore(
  dir: string,
  parts: { engine: TokenEngine; clock: Clock; random: RandomBytes },
): TokenStore {
  const folder = join(dir, 'tokens');
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  const configuration = join(dir, 'softhsm2.conf');
  writeFileDurably(configuration, softhsmConfiguration);
  const entries = readdirSync(folder);
  for (const entry of entries.filter((name) => name.startsWith(unfinished))) {
    rmSync(join(folder, entry), { recursive: true, force: true });
  }
  let tokens = entries
    .filter((name) => !name.startsWith('.'))
    .map((name) => openStoredToken(join(folder, name)))
    .sort((a, b) => a.identity.slot - b.identity.slot);
  let lastSlot = tokens.at(-1)?.identity.slot ?? 0;
  let making: Promise<unknown> = Promise.resolve();

  async function make(spec: TokenSpec): Promise<StoredToken> {
    checkSpec(spec, tokens);
    const serial = Buffer.from(parts.random(8)).toString('hex').toUpperCase();
    const aside = join(folder, `${unfinished}${serial}`);
    mkdirSync(aside, { mode: 0o700 });
    try {
      const internal = { user: secret(parts.random), so: secret(parts.random) };
      await makeSofthsmToken(parts.engine, { folder: aside, configuration }, serial, internal);
      const { profile, kind } = spec;
      const createdAt = parts.clock.now().toISOString();
      writeIdentity(aside, { format: 1, serial, slot: lastSlot + 1, kind, profile, internal, createdAt });
      writeRecord(aside, { format: 1, label: spec.label, ...(await firstState(spec, parts.random)) });
      renameSync(aside, join(folder, serial));
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      throw error;
    }
    lastSlot += 1;
    const token = openStoredToken(join(folder, serial));
    tokens = [...tokens, token];
    return token;
  }

  return Object.freeze({
    ...parts,
    configuration,
    tokens: () => tokens,
    bySlot: (slot: number) => tokens.find((token) => token.identity.slot === slot),
    named: (name: string) => {
      const wanted = name.normalize('NFC');
      const found = tokens.filter((token) => token.label() === wanted || token.identity.serial === wanted);
      if (found.length > 1) throw fail('TOKEN_LABEL_AMBIGUOUS', { label: name });
      const [token] = found;
      if (token === undefined) throw fail('TOKEN_UNKNOWN', { label: name });
      return token;
    },
    create: (spec: TokenSpec) => {
      const normal = { ...spec, label: spec.label.normalize('NFC') };
      const made = making.then(() => make(normal));
      making = made.catch(() => undefined);
      return made;
    },
  });
}

function secret(random: RandomBytes): string {
  return Buffer.from(random(16)).toString('hex');
}

async function firstState(spec: TokenSpec, random: RandomBytes) {
  const { profile, pin, soPin } = spec;
  const blank = blankToken(profile);
  const withSo = soPin === undefined ? blank : initialised(blank, profile);
  return {
    state: pin === undefined ? withSo : withPin(withSo, 'user', profile),
    pins: {
      user: pin === undefined ? null : await storedPin(Buffer.from(pin), random),
      so: soPin === undefined ? null : await storedPin(Buffer.from(soPin), random),
    },
  };
}

function checkSpec(spec: TokenSpec, tokens: readonly StoredToken[]): void {
  const { label, profile, pin, soPin } = spec;
  const bytes = Buffer.byteLength(label);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (bytes === 0 || bytes > 32 || /[\u0000-\u001f\u007f]|^\s|\s$/.test(label))
    throw fail('TOKEN_LABEL_INVALID');
  if (tokens.some((token) => token.label() === label)) throw fail('TOKEN_EXISTS', { label });
  for (const [role, value] of [
    ['user', pin],
    ['so', soPin],
  ] as const) {
    if (value !== undefined && !pinLengthFits(Buffer.byteLength(value), role, profile)) {
      throw fail('TOKEN_PIN_LENGTH', { role, profile: profile.id, ...profile.pinLength[role] });
    }
  }
}
