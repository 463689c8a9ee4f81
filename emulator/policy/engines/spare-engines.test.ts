/** The engine process that is kept ready for the next application of a token. */

import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { mkdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../foundation/clock.ts';
import { childrenOf } from '../../e2e/children.ts';
import { freshEmulator, sessionState } from '../../e2e/fresh-emulator.ts';
import { userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { profileNamed } from '../../profiles/index.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { findTokenEngine } from '../../store/system.ts';
import { openTokenStore } from '../../store/token-store.ts';
import { valueWriter } from '../../wire/values.ts';
import { spareEngines } from './spare-engines.ts';

const running = freshEmulator();
const engines = () => childrenOf(process.pid, 'p11-kit-remote');

/** In the order of their start: Node tells of every child of this process, where the emulator is. */
let children: ChildProcess[] = [];
beforeEach(() => {
  children = [];
});
/** Process ids of engines, those that have ended among them. */
const started = () =>
  children
    .filter(({ spawnargs }) => spawnargs.some((word) => word.includes('p11-kit-remote')))
    .map(({ pid = 0 }) => pid);
subscribe('child_process', (message) => {
  children.push((message as { readonly process: ChildProcess }).process);
});

async function nextApplication() {
  const app = await running.application();
  return { app, session: await app.open(1) };
}

/** Two applications have come and the first has gone: one engine is in use, one is ready. */
async function oneReady() {
  const { serial } = await running.makeToken();
  children = [];
  (await nextApplication()).app.close();
  const second = await nextApplication();
  // The first one's engine may take a while to leave.
  await expect.poll(() => [started().length, engines().length], { timeout: 10_000 }).toEqual([3, 2]);
  const [, , spare = 0] = started();
  expect(engines()).toContain(spare);
  // Until it has said something nobody gets it.
  const { stdout } = children.find(({ pid }) => pid === spare) ?? {};
  await expect.poll(() => (stdout as Socket).bytesRead, { timeout: 10_000 }).toBeGreaterThan(0);
  return { ...second, serial, spare };
}

describe('an engine that is kept ready', () => {
  it('is none for a single application', async () => {
    await running.makeToken();
    await nextApplication();
    await new Promise((done) => setTimeout(done, 300));
    expect(engines()).toHaveLength(1);
  });

  it('serves the third application, with nothing of those before it', async () => {
    const { app, session, spare } = await oneReady();
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    const third = await nextApplication();
    app.close();
    // The fourth to be started is the next that is ready; nothing was started for the third application.
    await expect.poll(() => started().length, { timeout: 10_000 }).toBe(4);
    await expect
      .poll(() => engines().toSorted(), { timeout: 10_000 })
      .toEqual([spare, started()[3]].toSorted());
    expect(await sessionState(third.app, third.session)).toBe(2);
    expect(await third.app.login(third.session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await sessionState(third.app, third.session)).toBe(3);
  });

  it('knows what has changed on the token while it waited', async () => {
    const { app, session } = await oneReady();
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    const changed = valueWriter().ulong(session).bytes(Buffer.from(pins.pin)).bytes(Buffer.from('24680'));
    expect((await app.call('C_SetPIN', changed.end())).result).toBe('CKR_OK');
    const third = await nextApplication();
    expect(await third.app.login(third.session, userTypes.user, pins.pin)).toBe('CKR_PIN_INCORRECT');
    expect(await third.app.login(third.session, userTypes.user, '24680')).toBe('CKR_OK');
  });

  it('that has died is passed over, and is no event', async () => {
    const { spare } = await oneReady();
    process.kill(spare, 'SIGKILL');
    await expect.poll(() => engines(), { timeout: 10_000 }).not.toContain(spare);
    const third = await nextApplication();
    expect(await sessionState(third.app, third.session)).toBe(2);
    expect(await deaths()).toEqual([]);
  });

  it('that dies while it reads the token is another one then', async () => {
    const { spare } = await oneReady();
    process.kill(spare, 'SIGSTOP');
    const app = await running.application();
    const opening = app.open(1);
    await app.call('C_GetSlotList', valueWriter().byte(1).room(4).end());
    process.kill(spare, 'SIGKILL');
    expect(await sessionState(app, await opening)).toBe(2);
    expect(await deaths()).toEqual([]);
  });

  it('that hangs while it reads the token is ended and told of, and another one takes its place', async () => {
    const { spare, serial } = await oneReady();
    process.kill(spare, 'SIGSTOP');
    const third = await nextApplication();
    expect(await third.app.login(third.session, userTypes.user, pins.pin)).toBe('CKR_OK');
    await expect
      .poll(() => deaths())
      .toMatchObject([
        {
          token: serial,
          connection: 3,
          process: { pid: spare, signal: 'SIGKILL' },
          detail: 'it did not answer in 5 seconds',
        },
      ]);
  }, 30_000);

  it('is an event when it dies after an application has got it', async () => {
    const { spare, serial } = await oneReady();
    const { app, session } = await nextApplication();
    process.kill(spare, 'SIGKILL');
    const random = valueWriter().ulong(session).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_DEVICE_ERROR');
    await expect
      .poll(() => deaths())
      .toMatchObject([{ token: serial, connection: 3, process: { pid: spare, signal: 'SIGKILL' } }]);
  });

  it('serves a token that was wiped meanwhile', async () => {
    const { app } = await oneReady();
    app.close();
    await running.emulator.wipe('T');
    await running.emulator.initialise('T', pins);
    const third = await nextApplication();
    expect(await sessionState(third.app, third.session)).toBe(2);
  });

  it('leaves when the emulator stops', async () => {
    const { spare } = await oneReady();
    await running.emulator.stop();
    expect(engines()).not.toContain(spare);
  });
});

describe('engines that nobody comes for', () => {
  it('leave in time, and are never more than four', async () => {
    const dir = join(running.emulator.dir, '../apart');
    mkdirSync(dir);
    const store = openTokenStore(dir, { engine: findTokenEngine(), clock: systemClock, random: randomBytes });
    const spares = spareEngines(store, { rest: 5000 });
    const tokens: StoredToken[] = [];
    const profile = profileNamed('strict');
    for (let n = 0; n < 6; n++) {
      tokens.push(await store.create({ label: `T${n}`, kind: 'personal', profile, ...pins }));
    }
    for (const token of [...tokens, ...tokens]) {
      const { link } = await spares.engineFor(token, () => undefined);
      link.close();
      await link.ended();
    }
    await expect.poll(spares.ready, { timeout: 4000 }).toBe(4);
    await expect.poll(() => engines().length, { timeout: 4000 }).toBe(4);
    await expect.poll(spares.ready, { timeout: 20_000 }).toBe(0);
    await expect.poll(engines, { timeout: 10_000 }).toEqual([]);
    await spares.close();
  });
});

function deaths() {
  return Array.fromAsync(running.emulator.journal.entries({ event: 'engine-died' }));
}
