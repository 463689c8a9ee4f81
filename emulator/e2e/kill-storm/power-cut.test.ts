/** The server is killed at the very moment when a PIN was counted and not yet looked at: that costs exactly one try. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../../control/control-client.ts';
import { rawApplication, userTypes } from '../raw-application.ts';
import { pins } from '../running.ts';
import { type KillableServer, killableServer } from './killable-server.ts';

let folder: string;
let dir: string;
let server: KillableServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  dir = join(folder, 'e');
  server = killableServer(dir);
  await server.start();
});
afterEach(async () => {
  await server.killAll();
  rmSync(folder, { recursive: true, force: true });
});

const triesLeft = async (): Promise<number> => (await controlClient(dir).token('T')).user.triesLeft;

/** Presents a PIN and kills the server as soon as the state file has changed. What was answered, if anything was. */
async function cutAfterCounter(state: string, pin: string): Promise<string> {
  const application = await rawApplication(join(dir, 'p11.sock'));
  await application.initialize();
  const session = await application.open(1);
  const before = readFileSync(state, 'utf8');
  const answered = application.login(session, userTypes.user, pin).catch(() => 'nothing');
  while (readFileSync(state, 'utf8') === before) await new Promise((next) => setImmediate(next));
  await server.killServer();
  await server.start();
  return answered;
}

describe('a cut between counting and looking', () => {
  it('costs one try, whether the PIN was right or wrong', async () => {
    const { serial } = await controlClient(dir).create({ label: 'T', profile: 'safenet-like', ...pins });
    const state = join(dir, 'tokens', serial, 'state.json');
    let left = await triesLeft();
    let cuts = 0;
    for (const pin of ['00000000', pins.pin, pins.pin, '00000000', pins.pin]) {
      const answer = await cutAfterCounter(state, pin);
      const now = await triesLeft();
      // A slow kill may come when the right PIN has been found right and the tries are given back.
      if (now !== 15 || pin !== pins.pin) {
        expect([answer, now]).toEqual([answer, left - 1]);
        cuts++;
      }
      left = now;
    }
    expect(cuts).toBeGreaterThanOrEqual(2);
    const application = await rawApplication(join(dir, 'p11.sock'));
    await application.initialize();
    expect(await application.login(await application.open(1), userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await triesLeft()).toBe(15);
    application.close();
  }, 180_000);
});
