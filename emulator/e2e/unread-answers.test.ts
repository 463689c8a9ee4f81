/** An application that asks for much and reads none of it costs the server one answer, not all of them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callNamed } from '../wire/calls.ts';
import { requestFrame } from '../wire/frame.ts';
import { valueWriter } from '../wire/values.ts';
import { rawApplication } from './raw-application.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

let running: RunningEmulator;
beforeAll(async () => {
  running = await runningEmulator();
  await running.emulator.createToken({ label: 'T', profile: 'strict', ...pins });
});
afterAll(() => running.end());

const size = 16 * 1024 * 1024;
const count = 12;
const random = callNamed('C_GenerateRandom');

async function answered(): Promise<number> {
  let calls = 0;
  for await (const _ of running.emulator.journal.entries({ function: random.name })) calls++;
  return calls;
}

it('asks for the next answer when the last one has been read, and then gives them all', async () => {
  const greedy = await rawApplication(running.socket);
  await greedy.initialize();
  const session = await greedy.open(1);
  greedy.socket.pause();
  const values = valueWriter().ulong(session).room(size).end();
  const results = Array.from({ length: count }, (_, index) =>
    greedy.frame(1000 + index, requestFrame(1000 + index, random, values)),
  );
  await expect.poll(answered, { timeout: 20_000 }).toBe(1);

  // As long as others need for the same several times over, nobody works for the one that does not read.
  const other = await rawApplication(running.socket);
  await other.initialize();
  const own = valueWriter()
    .ulong(await other.open(1))
    .room(size)
    .end();
  for (let round = 0; round < 3; round++) expect((await other.call(random.name, own)).result).toBe('CKR_OK');
  expect(await answered()).toBe(1 + 3);

  greedy.socket.resume();
  expect(await Promise.all(results)).toEqual(Array.from({ length: count }, () => 'CKR_OK'));
  expect(await answered()).toBe(count + 3);
  greedy.close();
  other.close();
}, 60_000);
