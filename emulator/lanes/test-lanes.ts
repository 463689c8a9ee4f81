/** For tests: applications that sign until they are in a lane, with a low threshold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { type RawApplication, type RawReply, rawApplication } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { plainMechanism } from '../faults/test-signing.ts';
import { type Emulator, startEmulator } from '../index.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { digest, keysOn, makeKey, userSession } from '../policy/life/test-keys.ts';
import { valueWriter } from '../wire/values.ts';
import type { LaneSettings } from './index.ts';

export const CKM = {
  rsaPkcs: 0x1,
  sha256Rsa: 0x40,
  sha384Rsa: 0x41,
  sha512Rsa: 0x42,
  ecdsa: 0x1041,
} as const;

export interface Signer {
  readonly app: RawApplication;
  readonly session: number;
  readonly key: number;
  readonly mechanism?: number;
}

export interface LaneTest {
  readonly emulator: Emulator;
  application(): Promise<RawApplication>;
  /** Token T with P-256 key `key`, and an application that signs with it. */
  signer(): Promise<Signer>;
  /** The same, in a lane. */
  inLane(): Promise<Signer>;
}

/** Call it once at the top of a test file. */
export function laneTest(settings: LaneSettings = { most: 2, after: 4 }): LaneTest {
  let emulator: Emulator | undefined;
  let folder = '';
  const applications: RawApplication[] = [];
  const present = (): Emulator => {
    if (emulator === undefined) throw new Error('only inside a test');
    return emulator;
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-'));
    emulator = await startEmulator({ dir: join(folder, 'e'), lanes: settings });
  });
  afterEach(async () => {
    for (const application of applications.splice(0)) application.close();
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function application(): Promise<RawApplication> {
    const one = await rawApplication(join(present().dir, 'p11.sock'));
    applications.push(one);
    await one.initialize();
    return one;
  }

  async function signer(): Promise<Signer> {
    await present().createToken({ label: 'T', profile: 'lenient', ...pins });
    const app = await application();
    const session = await userSession(app);
    expect(await makeKey(app, session, 'key')).toBe('CKR_OK');
    const [key = 0] = await keysOn(app, session, 'privateKey', 'key');
    return { app, session, key };
  }

  return {
    get emulator() {
      return present();
    },
    application,
    signer,
    inLane: async () => {
      const one = await signer();
      await signIntoLane(present(), one);
      return one;
    },
  };
}

/** Signs until that application is in a lane, which it was not or leaves first. */
export async function signIntoLane(
  emulator: Emulator,
  signer: Signer,
  way: typeof signed = signed,
): Promise<void> {
  const { app, session } = signer;
  await app.call('C_GetSessionInfo', valueWriter().ulong(session).end());
  const before = emulator.lanes().entered;
  for (let count = 0; count < 20_000; count++) {
    expect(await way(signer)).toBeInstanceOf(Buffer);
    if (emulator.lanes().entered > before) return;
  }
  throw new Error('it came into no lane');
}

/** C_SignInit. */
export function begun(
  { app, session, key, mechanism = CKM.ecdsa }: Signer,
  other: { readonly key?: number; readonly session?: number } = {},
): Promise<RawReply> {
  const values = [
    valueWriter()
      .ulong(other.session ?? session)
      .end(),
    plainMechanism(mechanism),
  ];
  return app.call(
    'C_SignInit',
    Buffer.concat([
      ...values,
      valueWriter()
        .ulong(other.key ?? key)
        .end(),
    ]),
  );
}

/** C_Sign, of `digest` where nothing else is said. */
export function ended({ app, session }: Signer, data: Uint8Array = digest, room = 512): Promise<RawReply> {
  return app.call('C_Sign', valueWriter().ulong(session).bytes(data).room(room).end());
}

/** Both: the signature, or what was refused. */
export async function signed(signer: Signer, data?: Uint8Array): Promise<Buffer | string> {
  const { result } = await begun(signer);
  if (result !== 'CKR_OK') return `C_SignInit: ${result}`;
  const reply = await ended(signer, data);
  return reply.result === 'CKR_OK' ? Buffer.from(reply.values.bytes() ?? []) : reply.result;
}

/** As PyKCS11 and others do it, who ask for the length first: the signature, or what was refused. */
export async function signedByLength(signer: Signer, data?: Uint8Array): Promise<Buffer | string> {
  const { result } = await begun(signer);
  if (result !== 'CKR_OK') return `C_SignInit: ${result}`;
  const length = lengthTold(await ended(signer, data, 0));
  if (typeof length === 'string') return length;
  const reply = await ended(signer, data, length);
  return reply.result === 'CKR_OK' ? Buffer.from(reply.values.bytes() ?? []) : reply.result;
}

/** Of a reply to a question for the length: no bytes, only how many. */
export function lengthTold({ result, values }: RawReply): number | string {
  if (result !== 'CKR_OK') return result;
  const [valid, length] = [values.byte(), values.room()];
  return valid === 0 ? length : `${length} bytes`;
}

export async function entriesOf(emulator: Emulator, filter: object = {}): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of emulator.journal.entries(filter)) entries.push(entry);
  return entries;
}

/** Until it is true, five seconds long. */
export async function becomes(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !what(); tries++) await new Promise((done) => setTimeout(done, 10));
  expect(what()).toBe(true);
}
