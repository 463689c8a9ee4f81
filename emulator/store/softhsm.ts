/** Makes the SoftHSM token behind an emulated one; its own PINs are secrets that no application learns. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../errors.ts';
import { callNamed } from '../wire/calls.ts';
import { padded, valueWriter } from '../wire/values.ts';
import { hasRoom } from './disk-room.ts';
import { type EngineLink, type EngineReply, initializeEngine, openEngine } from './engine-link.ts';
import { keepTokenObject, mendTokenObject } from './mended-object.ts';
import type { TokenEngine } from './system.ts';
import { objectsFolder } from './token-files.ts';

/** PINs between this program and SoftHSM; random, never shown. */
export interface InternalPins {
  readonly user: string;
  readonly so: string;
  /** What SoftHSM calls the token, when that is not its serial number: the objects came from another token. */
  readonly name?: string;
}

/** The same for every token: the token folder is relative to the working directory of the process. */
export const softhsmConfiguration = [
  'directories.tokendir = objects',
  'objectstore.backend = file',
  'log.level = ERROR',
  'slots.removable = true',
  '',
].join('\n');

export const CKU = { so: 0, user: 1, contextSpecific: 2 } as const;

/** CKF_SERIAL_SESSION | CKF_RW_SESSION */
const readWrite = 6;

/** Makes an empty SoftHSM token in `folder/objects`, which must not exist. Throws EMULATOR_DISK_FULL. */
export async function makeSofthsmToken(
  engine: TokenEngine,
  place: { readonly folder: string; readonly configuration: string },
  name: string,
  pins: InternalPins,
): Promise<void> {
  mkdirSync(join(place.folder, objectsFolder), { mode: 0o700 });
  // On a full disk SoftHSM says something else each time, or nothing.
  if (!hasRoom(place.folder)) throw fail('EMULATOR_DISK_FULL', { dir: place.folder });
  const link = await openEngine(engine, place);
  try {
    await initializeEngine(link, place.folder);
    const slot = await firstSlot(link, place.folder);
    const so = Buffer.from(pins.so);
    const label = padded(name, 32);
    await done(link, 'C_InitToken', valueWriter().ulong(slot).bytes(so).string(label).end(), place.folder);
    const opened = await done(
      link,
      'C_OpenSession',
      valueWriter().ulong(slot).ulong(readWrite).end(),
      place.folder,
    );
    const session = opened.ulong();
    const login = valueWriter().ulong(session).ulong(CKU.so).bytes(so).end();
    await done(link, 'C_Login', login, place.folder);
    await done(
      link,
      'C_InitPIN',
      valueWriter().ulong(session).bytes(Buffer.from(pins.user)).end(),
      place.folder,
    );
    await done(link, 'C_Finalize', Buffer.alloc(0), place.folder);
  } finally {
    link.close();
  }
}

export interface LoadedToken {
  /** SoftHSM's number of it. */
  readonly slot: number;
  /** Whether its files were cut off by a kill before. */
  readonly found: 'whole' | 'mended';
}

/**
 * Lets the engine read the token of that name. Must run inside `token.exclusively`: SoftHSM's C_Login empties
 * `token.object`, lets go of its lock, and only then writes the new content, so that whoever reads in between finds no
 * token. One that was cut off by a kill is mended first. A damaged `token.object` shows as a free slot: then it throws
 * EMULATOR_TOKEN_ENGINE_FAILED rather than letting an application work on nothing.
 */
export async function loadToken(link: EngineLink, name: string, dir: string): Promise<LoadedToken> {
  const found = mendTokenObject(dir);
  await initializeEngine(link, dir);
  const slot = await firstSlot(link, dir);
  const info = await done(link, 'C_GetTokenInfo', valueWriter().ulong(slot).end(), dir);
  if (info.string().equals(padded(name, 32))) {
    keepTokenObject(dir);
    return { slot, found };
  }
  throw fail('EMULATOR_TOKEN_ENGINE_FAILED', { reason: `its objects are not those of token ${name}`, dir });
}

/** SoftHSM's number of its only token, or of the free slot while there is none. */
async function firstSlot(link: EngineLink, dir: string): Promise<number> {
  const slots = await done(link, 'C_GetSlotList', valueWriter().byte(1).room(16).end(), dir);
  const [first] = slots.ulongs();
  if (first === undefined) throw fail('EMULATOR_TOKEN_ENGINE_FAILED', { reason: 'it shows no slot', dir });
  return first;
}

async function done(
  link: EngineLink,
  name: string,
  values: Buffer,
  dir: string,
): Promise<NonNullable<EngineReply['values']>> {
  const reply = await link.call(callNamed(name), values);
  if (reply.values === undefined) {
    const reason = `${name} gave 0x${reply.result.toString(16)}`;
    throw fail('EMULATOR_TOKEN_ENGINE_FAILED', { reason, dir });
  }
  return reply.values;
}
