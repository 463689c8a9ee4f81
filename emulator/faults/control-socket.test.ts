/** Fault scripts from another process, and over a restart of the emulator. */
import { describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { rawApplication } from '../e2e/raw-application.ts';
import { pins, runningEmulator } from '../e2e/running.ts';
import { startEmulator } from '../index.ts';
import { valueWriter } from '../wire/values.ts';
import { failing, script } from './test-scripts.ts';
import { freshSigner, randomDraws } from './test-signing.ts';

const running = freshEmulator();

const signer = () => freshSigner(running);

describe('over the control socket', () => {
  it('does what it does from TypeScript, and refuses with the same codes', async () => {
    const one = await signer();
    const { faults } = controlClient(running.emulator.dir);
    expect((await faults.show()).armed).toEqual([]);
    const armed = await faults.apply('hang-at-login', { token: 'T', seed: 7 });
    expect(armed).toMatchObject({ name: 'hang-at-login', seed: 7, token: 'T' });
    await faults.apply({
      text: 'name: t\nrules: [{ when: { class: random, call: 1 }, do: [{ action: hang }] }]',
      file: 'f',
    });
    const drawing = one.random(8);
    while ((await faults.show()).held.length === 0) await new Promise((done) => setTimeout(done, 5));
    expect(await faults.release()).toEqual({ released: 1 });
    expect((await drawing).result).toBe('CKR_OK');
    await faults.apply(script(failing({ class: 'random' })));
    expect(await randomDraws(one, 1)).toBe('X');
    expect((await faults.clear('test')).armed.map(({ name }) => name)).toEqual(['hang-at-login', 't']);
    expect((await faults.replay('test')).armed).toHaveLength(3);
    expect((await faults.clear()).armed).toEqual([]);
    expect((await faults.catalogue()).length).toBeGreaterThan(20);
    await expect(faults.apply('nothing')).rejects.toMatchObject({ code: 'TOKEN_FAULT_UNKNOWN', exit: 2 });
    await expect(faults.apply('../secret')).rejects.toMatchObject({ code: 'TOKEN_FAULT_UNKNOWN' });
    await expect(faults.replay('nothing')).rejects.toMatchObject({ code: 'TOKEN_FAULT_NOT_ARMED' });
    await expect(faults.apply({ text: 'name: [', file: 'f' })).rejects.toMatchObject({
      code: 'TOKEN_FAULT_SCRIPT_UNPARSABLE',
    });
    await expect(faults.apply({ name: 'x', rules: [] })).rejects.toMatchObject({
      code: 'TOKEN_FAULT_SCRIPT_INVALID',
      message: expect.stringContaining('rules: the list must not be empty'),
    });
    await expect(faults.apply('slow-card', { seed: -1 })).rejects.toMatchObject({
      code: 'TOKEN_REQUEST_INVALID',
    });
  });
});

describe('a restart', () => {
  it('leaves nothing armed; what a fault did to the token stays, and nothing is due any more', async () => {
    const first = await runningEmulator();
    const { dir } = first.emulator;
    await first.emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    // On a clock that runs, the token may come back while the first one is still stopping.
    first.emulator.clock.freeze();
    const app = await rawApplication(first.socket);
    await app.initialize();
    first.emulator.faults.apply({
      name: 'test',
      rules: [{ when: { function: 'C_OpenSession' }, do: [{ action: 'remove', insertAfterMs: 60_000 }] }],
    });
    await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
    await first.emulator.stop();
    const second = await startEmulator({ dir });
    try {
      second.clock.advance(60_000);
      await new Promise((done) => setTimeout(done, 100));
      expect(second.faults.show()).toEqual({ armed: [], held: [] });
      expect(second.token('T').state).toBe('removed');
      expect(() => second.faults.replay()).toThrow(/no fault script/);
    } finally {
      await second.stop();
      await first.end();
    }
  });
});
