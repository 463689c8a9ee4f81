/** Nothing succeeds on a token that has left: calls under way are answered at once, as its sessions are from then on. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import type { Emulator } from '../../index.ts';
import { isCall } from '../../journal/entry.ts';
import { profileNamed } from '../../profiles/index.ts';
import { type CallSpec, calls } from '../../wire/calls.ts';
import { valueWriter } from '../../wire/values.ts';
import { makeKey, userSession } from '../life/test-keys.ts';

const running = freshEmulator();
const { stop: stopEngines, entered, goOn } = stoppableEngines();

interface Leaving {
  /** What its profile changes. */
  readonly profile?: object;
  readonly move: (emulator: Emulator) => unknown;
  /** Of a call with a session. */
  readonly answer: string;
  /** Of C_OpenSession, where the reader is empty afterwards. */
  readonly opened?: string;
}

const removed = { answer: 'CKR_DEVICE_REMOVED', opened: 'CKR_TOKEN_NOT_PRESENT' };

const moves: Readonly<Record<string, Leaving>> = {
  remove: { move: (emulator) => emulator.remove('T'), ...removed },
  'remove where sessions end': {
    profile: { afterReturn: 'sessions-closed' },
    move: (emulator) => emulator.remove('T'),
    ...removed,
  },
  lose: { move: (emulator) => emulator.lose('T'), ...removed },
  recall: { move: (emulator) => emulator.recall('T'), ...removed },
  delete: { move: (emulator) => emulator.deleteToken('T'), ...removed },
  'cut power': {
    move: async (emulator) => {
      const cut = { action: 'cut-power', counter: 'before' } as const;
      emulator.faults.apply({ name: 'dark', token: 'T', rules: [{ when: { afterMs: 0 }, do: [cut] }] });
      await expect.poll(() => emulator.token('T').state).toBe('removed');
    },
    ...removed,
  },
  damage: {
    move: (emulator) => emulator.damage('T'),
    answer: 'CKR_DEVICE_ERROR',
    opened: 'CKR_TOKEN_NOT_RECOGNIZED',
  },
  'insert elsewhere': {
    move: (emulator) => emulator.insert('T', { slot: 2 }),
    answer: 'CKR_SESSION_HANDLE_INVALID',
    opened: 'CKR_TOKEN_NOT_PRESENT',
  },
  wipe: { move: (emulator) => emulator.wipe('T'), answer: 'CKR_SESSION_HANDLE_INVALID' },
};

/** Answered here at once, without an engine; those that wait for one are in the tests of PINs. */
const atOnce = ['C_InitPIN', 'C_SetPIN', 'C_Login', 'C_Logout', 'C_CloseSession'];
const sessionCalls = calls.filter(
  (call): call is CallSpec => call?.subject === 'session' && !atOnce.includes(call.name),
);

/** Well framed; whether it makes sense is the engine's business. */
function valuesOf({ request }: CallSpec, session: number): Buffer {
  let first = true;
  const parts = request.map((type) => {
    if (type === 'u') {
      const value = first ? session : 1;
      first = false;
      return valueWriter().ulong(value).end();
    }
    if (type === 'ay') return valueWriter().bytes(Buffer.alloc(8)).end();
    if (type === 'fy' || type === 'fu') return valueWriter().room(16).end();
    // CKM_SHA256 without a parameter.
    if (type === 'M') return Buffer.from('0000025000000000', 'hex');
    if (type === 'aA' || type === 'fA') return Buffer.alloc(4);
    throw new Error(`no value of type ${type}`);
  });
  return Buffer.concat(parts);
}

/** And a second, empty reader. */
async function token({ profile = {} }: Leaving, latency: object = {}): Promise<RawApplication> {
  const changed = { ...profileNamed('strict'), id: 'changed', latency, ...profile };
  await running.emulator.createToken({ label: 'T', profile: changed, ...pins });
  await running.makeToken('U');
  await running.emulator.deleteToken('U');
  return running.application();
}

/** Of many calls at once some wait for others: nothing says that all are as far as they come. */
const aMoment = () => new Promise((done) => setTimeout(done, 100));

describe.each(Object.entries(moves))('%s', (_, leaving) => {
  it('answers every call that an engine has at once, and the engine’s answer is nobody’s', async () => {
    const app = await token(leaving);
    const session = await userSession(app);
    stopEngines();
    const asked = sessionCalls.map(async (call) => {
      const { result } = await app.call(call.name, valuesOf(call, session));
      return `${call.name} ${result}`;
    });
    const opening =
      leaving.opened === undefined
        ? undefined
        : app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
    await aMoment();
    await leaving.move(running.emulator);
    expect(await Promise.all(asked)).toEqual(sessionCalls.map(({ name }) => `${name} ${leaving.answer}`));
    expect((await opening)?.result).toBe(leaving.opened);
    goOn();
    // Each of them once, and of nothing else in between.
    expect((await app.call('C_GetSlotList', valueWriter().byte(0).room(4).end())).result).toBe('CKR_OK');
    const failures: unknown[] = [];
    for await (const entry of running.emulator.journal.entries({ event: ['failure', 'file-damaged'] }))
      failures.push(entry);
    expect(failures).toEqual([]);
  });

  it('answers C_Logout at once; afterwards it is done, or not', async () => {
    const app = await token(leaving);
    const session = await userSession(app);
    stopEngines();
    const asked = app.call('C_Logout', valueWriter().ulong(session).end());
    await entered();
    await leaving.move(running.emulator);
    expect((await asked).result).toBe(leaving.answer);
    goOn();
    if (running.emulator.tokens()[0]?.presence !== 'removed') return;
    running.emulator.insert('T');
    const info = (of: number) => app.call('C_GetSessionInfo', valueWriter().ulong(of).end());
    const again = (await info(session)).result === 'CKR_OK' ? session : await app.open(1);
    const state = async () => {
      const { values } = await info(again);
      return [values.ulong(), values.ulong()][1];
    };
    // 2: nobody is logged in, 3: the user is; the emulator and the engine are of one mind.
    const login = (await state()) === 3 ? 'CKR_USER_ALREADY_LOGGED_IN' : 'CKR_OK';
    expect(await app.login(again, userTypes.user, pins.pin)).toBe(login);
    expect(await state()).toBe(3);
  });

  it('lets no call succeed that a slow token is at', async () => {
    const app = await token(leaving, {
      C_OpenSession: { ms: 0 },
      C_Login: { ms: 0 },
      C_GenerateKeyPair: { ms: 0 },
      default: { ms: 60 },
    });
    const session = await userSession(app);
    await makeKey(app, session, 'a');
    const asked = sessionCalls.map((call) => app.call(call.name, valuesOf(call, session)));
    const random = Array.from({ length: 20 }, () =>
      app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end()),
    );
    await aMoment();
    await leaving.move(running.emulator);
    await Promise.all([...asked, ...random]);
    await expectNothingAfterMove();
    expect((await random.at(-1))?.result).toBe(leaving.answer);
  });
});

/** By the order of the journal. */
async function expectNothingAfterMove(): Promise<void> {
  const told = /^(removed|lost|recalled|deleted|damaged|wiped|inserted)$/;
  let gone = false;
  const late: string[] = [];
  const seen: string[] = [];
  for await (const entry of running.emulator.journal.entries()) {
    if (!isCall(entry)) gone ||= told.test(entry.event) && seen.length > 0;
    else if (entry.session !== undefined) {
      if (gone && entry.result === 'CKR_OK') late.push(entry.function);
      seen.push(entry.result);
    }
  }
  expect(gone).toBe(true);
  expect(late).toEqual([]);
  expect(seen).toContain('CKR_OK');
}
