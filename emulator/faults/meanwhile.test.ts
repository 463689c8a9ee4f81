/** A call is held, its token is deleted, lost, wiped … meanwhile, and only then the fault goes on: the server outlives it. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import type { Emulator } from '../index.ts';
import { valueWriter } from '../wire/values.ts';
import type { FaultAction } from './script.ts';
import { digest, fault } from './test-scripts.ts';
import { rawSigner } from './test-signing.ts';

const running = freshEmulator();

const meanwhile: Readonly<Record<string, (emulator: Emulator) => unknown>> = {
  delete: (emulator) => emulator.deleteToken('T'),
  lose: (emulator) => emulator.lose('T'),
  recall: (emulator) => emulator.recall('T'),
  wipe: (emulator) => emulator.wipe('T'),
  remove: (emulator) => emulator.remove('T'),
  damage: (emulator) => emulator.damage('T'),
  restore: (emulator) => emulator.snapshots.restore('T'),
  'delete and make anew': async (emulator) => {
    await emulator.deleteToken('T');
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
  },
};

type Call = 'C_Login' | 'C_GenerateRandom' | 'C_Sign';

const actions: readonly (readonly [call: Call, action: FaultAction])[] = [
  ['C_Login', { action: 'cut-power', counter: 'before' }],
  ['C_Login', { action: 'cut-power', counter: 'after' }],
  ['C_Login', { action: 'cut-power', counter: 'after', insertAfterMs: 0 }],
  ['C_GenerateRandom', { action: 'cut-power', counter: 'after' }],
  ['C_GenerateRandom', { action: 'delay', ms: 1 }],
  ['C_GenerateRandom', { action: 'partial-output' }],
  ['C_GenerateRandom', { action: 'repeat-random' }],
  ['C_Sign', { action: 'flip-bit' }],
  ['C_Sign', { action: 'wrong-signature' }],
  ['C_Sign', { action: 'repeat-signature' }],
  ['C_Sign', { action: 'sign-other-data' }],
  ...(['before', 'after'] as const).flatMap((moment) =>
    (
      [
        { action: 'return', code: 'CKR_DEVICE_ERROR' },
        { action: 'remove', insertAfterMs: 0 },
        { action: 'insert' },
        { action: 'lose' },
        { action: 'damage' },
        { action: 'kill-engine' },
        { action: 'close-socket' },
      ] as const
    ).map((action) => ['C_GenerateRandom', { ...action, moment }] as const),
  ),
];

/** All of them with the commands that end a token; with the others those that move one, unless CONGVU_LONG is set. */
function actionsFor(command: string): typeof actions {
  if (process.env.CONGVU_LONG !== undefined || command === 'delete' || command === 'lose') return actions;
  return actions.filter(([, { action }]) => action === 'cut-power' || action === 'remove');
}

describe.each(Object.entries(meanwhile))('%s, while a call is held', (name, command) => {
  it.each(actionsFor(name))('%s, then %j', async (call, action) => {
    await running.makeToken();
    await running.emulator.snapshots.take('T');
    const app = await running.application();
    const signer = call === 'C_Sign' ? await rawSigner(app) : undefined;
    const session = signer?.session ?? (await app.open(1));
    const after = 'moment' in action && action.moment === 'after';
    const hang: FaultAction = after ? { action: 'hang', moment: 'after' } : { action: 'hang' };
    running.emulator.faults.apply(fault({ function: call, call: 1 }, hang, action));

    const asked =
      signer !== undefined
        ? signer.sign(digest)
        : call === 'C_Login'
          ? app.login(session, userTypes.user, pins.pin).then((result) => ({ result }))
          : app.call(call, valueWriter().ulong(session).room(8).end());
    const answer = asked.then(
      ({ result }) => result,
      (error: Error) => error.message,
    );
    while (running.emulator.faults.show().held.length === 0) await new Promise((done) => setTimeout(done, 1));
    await command(running.emulator);
    running.emulator.faults.release();

    const closes = action.action === 'close-socket';
    if (closes) expect(await answer).toBe('the connection was closed');
    else expect(await answer).toMatch(/^CKR_/);
    if (action.action === 'cut-power')
      expect(await answer).toMatch(/^CKR_(DEVICE_REMOVED|SESSION_HANDLE_INVALID)$/);
    const other = await running.application();
    const listed = await other.call('C_GetSlotList', valueWriter().byte(0).room(4).end());
    expect(listed.result).toBe('CKR_OK');
    if (!closes)
      expect((await app.call('C_GetSlotList', valueWriter().byte(0).room(4).end())).result).toBe('CKR_OK');
    for await (const { detail } of running.emulator.journal.entries({ event: ['failure', 'file-damaged'] }))
      expect(detail).toBeUndefined();
  });
});

it.each([
  ['remove', 'CKR_DEVICE_REMOVED'],
  ['lose', 'CKR_DEVICE_REMOVED'],
  ['damage', 'CKR_DEVICE_ERROR'],
  ['wipe', 'CKR_SESSION_HANDLE_INVALID'],
])(
  'an answer that is held behind the work is none when the token leaves meanwhile: %s',
  async (name, answer) => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.faults.apply(
      fault({ function: 'C_GenerateRandom' }, { action: 'hang', moment: 'after' }),
    );
    const asked = app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end());
    while (running.emulator.faults.show().held.length === 0) await new Promise((done) => setTimeout(done, 1));
    await meanwhile[name]?.(running.emulator);
    if (name === 'remove') running.emulator.insert('T');
    running.emulator.faults.release();
    expect((await asked).result).toBe(answer);
  },
);

describe('a call that is held while its token is restored', () => {
  /** Asks, and gives the answer to come when the call is held. */
  async function held(...then: readonly FaultAction[]) {
    const { emulator } = running;
    await running.makeToken();
    await emulator.snapshots.take('T');
    const app = await running.application();
    const session = await app.open(1);
    emulator.faults.apply(fault({ function: 'C_GenerateRandom' }, { action: 'hang' }, ...then));
    const answer = app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end());
    await expect.poll(() => emulator.faults.show().held.length, { interval: 1 }).toBe(1);
    return { answer };
  }

  it('goes on behind that, whatever another token does in the middle of it', async () => {
    const { answer } = await held({ action: 'remove' });
    await running.makeToken('U');
    const { emulator } = running;
    const moves = setInterval(() => {
      emulator.remove('U');
      emulator.insert('U');
    }, 0);
    await emulator.snapshots.restore('T');
    clearInterval(moves);
    expect((await answer).result).toBe('CKR_SESSION_HANDLE_INVALID');
    expect(emulator.token('T').presence).toBe('removed');
  });

  it('is answered, too, when that fails behind the end of its session', async () => {
    const { answer } = await held();
    const { emulator } = running;
    const folder = join(emulator.dir, 'tokens', emulator.token('T').serial);
    const restored = emulator.snapshots.restore('T');
    setImmediate(() => renameSync(folder, `${folder}-aside`));
    await expect(restored).rejects.toMatchObject({ code: 'ENOENT' });
    renameSync(`${folder}-aside`, folder);
    expect((await answer).result).toBe('CKR_SESSION_HANDLE_INVALID');
  });
});

it('a call that is held while its token leaves in the middle of a wipe is answered when that is refused', async () => {
  await running.makeToken();
  const app = await running.application();
  const session = await app.open(1);
  const { emulator } = running;
  emulator.faults.apply(fault({ function: 'C_GenerateRandom' }, { action: 'hang' }));
  const answer = app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end());
  await expect.poll(() => emulator.faults.show().held.length, { interval: 1 }).toBe(1);
  const wiped = emulator.wipe('T');
  setImmediate(() => emulator.remove('T'));
  await expect(wiped).rejects.toMatchObject({ code: 'TOKEN_ABSENT' });
  expect((await answer).result).toBe('CKR_DEVICE_REMOVED');
});

it('a power cut that comes too late is told, and nobody else notices', async () => {
  await running.makeToken();
  const app = await running.application();
  const session = await app.open(1);
  running.emulator.faults.apply(
    fault({ function: 'C_Login', call: 1 }, { action: 'hang' }, { action: 'cut-power', counter: 'before' }),
  );
  const answer = app.login(session, userTypes.user, pins.pin);
  while (running.emulator.faults.show().held.length === 0) await new Promise((done) => setTimeout(done, 1));
  running.emulator.lose('T');
  running.emulator.faults.release();
  expect(await answer).toBe('CKR_DEVICE_REMOVED');
  const told: (string | undefined)[] = [];
  for await (const { detail } of running.emulator.journal.entries({ event: ['fault', 'power-cut'] }))
    told.push(detail);
  expect(told).toEqual(['hang', 'cut-power before the counter', 'cut-power: TOKEN_LOST']);
});

it('rules that wait for no call meet a token that is gone', async () => {
  await running.makeToken();
  running.emulator.clock.freeze();
  const names = ['remove', 'insert', 'lose', 'damage', 'kill-engine'] as const;
  running.emulator.faults.apply({
    name: 'test',
    token: 'T',
    rules: [
      ...names.map((action) => ({ name: action, when: { afterMs: 10 }, do: [{ action }] })),
      { name: 'cut', when: { afterMs: 10 }, do: [{ action: 'cut-power', counter: 'before' }] },
    ],
  });
  await running.emulator.deleteToken('T');
  running.emulator.clock.advance(10);
  const fired = () => running.emulator.faults.show().armed[0]?.rules.map((rule) => rule.fired);
  while (fired()?.includes(0) !== false) await new Promise((done) => setTimeout(done, 5));
  expect(running.emulator.tokens()).toEqual([]);
});
