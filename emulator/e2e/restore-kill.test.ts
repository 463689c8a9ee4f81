/** kill -9 of the server while it restores snapshots and applications log in: all of one snapshot, or all of the other. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { keysOn, makeKey, userSession } from '../policy/life/test-keys.ts';
import { congvuCommand, type KillableServer, killableServer } from './kill-storm/killable-server.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

/** More of them: `CONGVU_KILLS=60 npx vitest run emulator/e2e/restore-kill.test.ts`. */
const kills = Number(process.env.CONGVU_KILLS ?? 4);

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

async function application(): Promise<RawApplication> {
  const one = await rawApplication(join(dir, 'p11.sock'));
  await one.initialize();
  return one;
}

/** Goes on until the server is gone; nothing goes on with the next one. */
async function untilGone(work: () => Promise<unknown>): Promise<void> {
  const mine = server.pid();
  while (server.pid() === mine) {
    try {
      await work();
    } catch {
      return;
    }
  }
}

describe('kill -9 in the middle of a restore', () => {
  it(
    'leaves keys and counters of one snapshot, and a token that works',
    async () => {
      await server.start();
      const { create, snapshots, token } = controlClient(dir);
      await create({ label: 'T', profile: 'lenient', ...pins });
      const [app, other] = [await application(), await application()];
      const session = await userSession(app);
      expect(await makeKey(app, session, 'a')).toBe('CKR_OK');
      await snapshots.take('T', { name: 'one key' });
      for (const id of ['b', 'c']) expect(await makeKey(app, session, id)).toBe('CKR_OK');
      expect(await other.login(await other.open(1), userTypes.so, 'wrong')).toBe('CKR_PIN_INCORRECT');
      await snapshots.take('T', { name: 'three keys' });
      for (const one of [app, other]) one.close();

      for (let round = 0; round < kills; round++) {
        let turn = 0;
        const restores = untilGone(() =>
          snapshots.restore('T', { name: turn++ % 2 === 0 ? 'one key' : 'three keys' }),
        );
        const logins = untilGone(async () => {
          const user = await application();
          // A restore may end the session that is just being opened.
          await userSession(user).catch(() => undefined);
          user.close();
        });
        await new Promise((done) => setTimeout(done, 30 + ((round * 37) % 200)));
        await server.killServer();
        await Promise.race([Promise.all([restores, logins]), new Promise((done) => setTimeout(done, 500))]);
        await server.start();
        const { serial, so } = await token('T');
        const user = await application();
        const keys = await keysOn(user, await userSession(user));
        user.close();
        expect([
          [1, 100],
          [3, 99],
        ]).toContainEqual([keys.length, so.triesLeft]);
        const known = ['objects', 'objects.json', 'state.json', 'token.json', 'token.object.copy'];
        expect(readdirSync(join(dir, 'tokens', serial)).filter((name) => !known.includes(name))).toEqual([]);
      }
    },
    60_000 + 3000 * kills,
  );
});
