/** A token is deleted while applications come and go on it: no file of it is missed, and nobody is told of a failure. */
import { expect, it } from 'vitest';
import { valueWriter } from '../wire/values.ts';
import { freshEmulator } from './fresh-emulator.ts';
import { type RawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

const running = freshEmulator();

it('deleting a token in use damages nothing', async () => {
  let ended = false;
  const results = new Set<string>();
  const use = async (app: RawApplication): Promise<void> => {
    const open = valueWriter().ulong(1).ulong(6).end();
    const { result, values } = await app.call('C_OpenSession', open);
    results.add(result);
    if (result !== 'CKR_OK') return;
    const session = values.ulong();
    results.add(await app.login(session, userTypes.user, pins.pin));
    const find = Buffer.concat([valueWriter().ulong(session).end(), Buffer.alloc(4)]);
    results.add((await app.call('C_FindObjectsInit', find)).result);
    await app.call('C_CloseSession', valueWriter().ulong(session).end());
  };
  const users = Array.from({ length: 3 }, async () => {
    while (!ended) {
      const app = await running.application();
      for (let turn = 0; turn < 10 && !ended; turn++) await use(app);
      app.close();
    }
  });
  for (let turn = 0; turn < 12; turn++) {
    await running.makeToken('T', 'lenient');
    await new Promise((done) => setTimeout(done, 10 * (turn % 6)));
    await running.emulator.deleteToken('T');
  }
  ended = true;
  await Promise.all(users);
  const told: unknown[] = [];
  const wrong = { event: ['file-damaged', 'failure', 'engine-died', 'mended'] };
  for await (const entry of running.emulator.journal.entries(wrong)) told.push(entry);
  expect(told).toEqual([]);
  expect([...results].filter((result) => result === 'CKR_DEVICE_ERROR')).toEqual([]);
});
