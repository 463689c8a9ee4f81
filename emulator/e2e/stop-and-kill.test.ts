/** kill -9 while keys are made and destroyed, with clean stops in between: a sound token is never called damaged. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmulator } from '../index.ts';
import { keysOn, makeKey, userSession } from '../policy/life/test-keys.ts';
import { type KillableServer, killableServer } from './kill-storm/killable-server.ts';
import { rawApplication } from './raw-application.ts';
import { pins } from './running.ts';

/** More of them: `CONGVU_KILLS=40 npx vitest run emulator/e2e/stop-and-kill.test.ts`. */
const kills = Number(process.env.CONGVU_KILLS ?? 3);

let dir: string;
let server: KillableServer;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
  server = killableServer(dir);
});
afterEach(async () => {
  await server.killAll();
  rmSync(dir, { recursive: true, force: true });
});

/** How many keys were answered before the server went away. */
async function keysMadeUntilKilled(round: number): Promise<number> {
  const app = await rawApplication(join(dir, 'p11.sock'));
  await app.initialize();
  const session = await userSession(app);
  let made = 0;
  const work = (async () => {
    for (let n = 0; n < 100; n++) if ((await makeKey(app, session, `${round}-${n}`)) === 'CKR_OK') made++;
  })().catch(() => undefined);
  await new Promise((done) => setTimeout(done, 20 + ((round * 29) % 90)));
  if (round % 2 === 0) await server.killServer();
  else await server.killAll();
  await Promise.race([work, new Promise((done) => setTimeout(done, 300))]);
  app.close();
  return made;
}

it(
  'every start after it finds all keys that were answered',
  async () => {
    const first = await startEmulator({ dir });
    await first.createToken({ label: 'T', profile: 'lenient', ...pins });
    await first.stop();
    let answered = 0;
    for (let round = 0; round < kills; round++) {
      await server.start();
      answered += await keysMadeUntilKilled(round);
      // Engines may still be at work when this one starts, stops, and makes its list of the keys.
      for (let times = 0; times < 2; times++) await (await startEmulator({ dir })).stop();
      const emulator = await startEmulator({ dir });
      const app = await rawApplication(join(dir, 'p11.sock'));
      await app.initialize();
      const session = await userSession(app);
      expect((await keysOn(app, session)).length).toBeGreaterThanOrEqual(answered);
      if (round % 3 === 1) await makeKey(app, session, `clean-${round}`);
      if (round % 3 === 1) answered++;
      app.close();
      await emulator.snapshots.take('T');
      await emulator.stop();
    }
  },
  60_000 + 3000 * kills,
);
