/** Applications whose large requests wait behind a slow call of their own: none is thrown out as slow, newcomers wait. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../index.ts';
import { valueWriter } from '../wire/values.ts';
import { type RawApplication, rawApplication } from './raw-application.ts';
import { pins } from './running.ts';

const mebibyte = 1024 * 1024;

let folder: string;
let emulator: Emulator;
const applications: RawApplication[] = [];

const large = 9 * mebibyte;

/** 24 MiB are for requests on their way: two large ones, and not a third. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  emulator = await startEmulator({ dir: join(folder, 'e'), memory: 48 * mebibyte });
  await emulator.createToken({ label: 'T', profile: 'lenient', ...pins });
});

afterEach(async () => {
  for (const application of applications.splice(0)) application.close();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function withSession(): Promise<{ readonly application: RawApplication; readonly session: number }> {
  const application = await rawApplication(join(emulator.dir, 'p11.sock'));
  applications.push(application);
  await application.initialize();
  return { application, session: await application.open(1) };
}

async function seeded(
  { application, session }: Awaited<ReturnType<typeof withSession>>,
  bytes: number,
): Promise<string> {
  const values = valueWriter().ulong(session).bytes(Buffer.alloc(bytes)).end();
  return (await application.call('C_SeedRandom', values)).result;
}

/** What is small enough for the system's buffers is out of this process, though nobody reads it. */
function sent({ socket }: RawApplication): Promise<void> {
  return new Promise((resolve) => {
    socket.write(Buffer.alloc(0), () => resolve());
  });
}

describe('a large request behind a call that takes long', () => {
  it('waits as long as that takes, while another one is told that there is no memory', async () => {
    emulator.faults.apply({
      name: 'slow',
      rules: [{ when: { function: 'C_GenerateRandom' }, do: [{ action: 'hang' }] }],
    });
    const results: Promise<string>[] = [];
    for (const held of [await withSession(), await withSession()]) {
      const random = valueWriter().ulong(held.session).room(32).end();
      results.push(held.application.call('C_GenerateRandom', random).then(({ result }) => result));
      // In one piece: what ends the first brings the beginning of the second, behind which nothing is read.
      held.application.socket.cork();
      results.push(seeded(held, large), seeded(held, 100_000));
      held.application.socket.uncork();
      await sent(held.application);
    }
    const newcomer = await withSession();
    // It has waited three times as long as makes a slow one lose its room.
    expect(await seeded(newcomer, large)).toBe('CKR_HOST_MEMORY');
    const info = valueWriter().ulong(newcomer.session).end();
    expect((await newcomer.application.call('C_GetSessionInfo', info)).result).toBe('CKR_OK');
    expect(emulator.faults.release().released).toBe(2);
    expect(await Promise.all(results)).toEqual(Array.from({ length: 6 }, () => 'CKR_OK'));
    expect(await seeded(newcomer, large)).toBe('CKR_OK');
  });
});
