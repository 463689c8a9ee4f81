/** One program opens all the connections that there are, and keeps them: another one still gets in. */
import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { valueWriter } from '../wire/values.ts';
import { freshEmulator } from './fresh-emulator.ts';

const running = freshEmulator();

/** Opens connections and lets them idle; opens another one for each that is closed. */
const greedy = `const { createConnection } = require('node:net');
let open = 0;
const more = () => createConnection(process.argv[1]).on('connect', () => console.log(++open)).on('error', () => undefined)
  .on('close', () => setTimeout(more, 200));
for (let n = 0; n < 600; n++) more();`;

it('lets others in', async () => {
  await running.makeToken();
  const crowd = spawn(process.execPath, ['-e', greedy, `${running.emulator.dir}/p11.sock`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  crowd.stdout.resume();
  try {
    const refused = async (): Promise<readonly unknown[]> => {
      const details: unknown[] = [];
      for await (const { detail } of running.emulator.journal.entries({ event: 'connection-refused' }))
        details.push(detail);
      return details;
    };
    await expect
      .poll(refused, { timeout: 30_000 })
      .toContain(`process ${crowd.pid} (node) has 504 connections already`);
    await expect
      .poll(
        () =>
          running
            .application()
            .then((app) => app.open(1))
            .catch(() => undefined),
        { timeout: 30_000 },
      )
      .toBe(1);
    const app = await running.application().catch(() => undefined);
    const listed = await app?.call('C_GetSlotList', valueWriter().byte(0).room(4).end());
    expect([undefined, 'CKR_OK']).toContain(listed?.result);
  } finally {
    const ended = new Promise((done) => crowd.once('exit', done));
    crowd.kill('SIGKILL');
    await ended;
  }
}, 90_000);
