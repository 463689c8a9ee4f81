/** kill -9 of the whole server between and during wrong PINs: no try is ever given back, nothing is damaged. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { congvuCommand, type KillableServer, killableServer } from './kill-storm/killable-server.ts';
import { rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

let dir: string;
let server: KillableServer;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
  server = killableServer(dir, congvuCommand);
});
afterEach(async () => {
  await server.killServer();
  rmSync(dir, { recursive: true, force: true });
});

const triesLeft = async (): Promise<number> => (await controlClient(dir).token('T')).user.triesLeft;

async function attacker() {
  const application = await rawApplication(join(dir, 'p11.sock'));
  await application.initialize();
  return { application, session: await application.open(1) };
}

describe('kill -9', () => {
  it('after each wrong PIN leaves the counter where it was, down to the lock', async () => {
    await server.start();
    await controlClient(dir).create({ label: 'T', profile: 'epass-like', ...pins });
    for (let left = 5; left >= 0; left--) {
      const { application, session } = await attacker();
      const answer = await application.login(session, userTypes.user, 'wrong1');
      expect(answer).toBe(left === 0 ? 'CKR_PIN_LOCKED' : 'CKR_PIN_INCORRECT');
      await server.killServer();
      await server.start();
      expect(await triesLeft()).toBe(left);
    }
    const { application, session } = await attacker();
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_PIN_LOCKED');
    expect(await controlClient(dir).token('T')).toMatchObject({ state: 'locked' });
  });

  it('in the middle of many wrong PINs never gives back one that was answered', async () => {
    await server.start();
    await controlClient(dir).create({ label: 'T', profile: 'lenient', ...pins });
    let answered = 0;
    let sent = 0;
    for (let round = 0; round < 5; round++) {
      const { application, session } = await attacker();
      const tries = Array.from({ length: 10 }, async (_, n) => {
        sent++;
        const answer = await application.login(session, userTypes.user, `wrong${n}`).catch(() => 'closed');
        if (answer === 'CKR_PIN_INCORRECT') answered++;
      });
      await Promise.race(tries.slice(round, round + 1));
      await server.killServer();
      await Promise.all(tries);
      await server.start();
      const lost = 100 - (await triesLeft());
      expect(lost).toBeGreaterThanOrEqual(answered);
      expect(lost).toBeLessThanOrEqual(sent);
    }
    expect(answered).toBeGreaterThanOrEqual(5);
    const { application, session } = await attacker();
    expect(await application.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await triesLeft()).toBe(100);
  });
});
