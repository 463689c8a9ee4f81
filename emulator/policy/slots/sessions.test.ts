/** C_OpenSession while its engine is taken away: for a wipe, for a restored snapshot, or because it has died. */
import { describe, expect, it } from 'vitest';
import { childrenOf } from '../../e2e/children.ts';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import type { Emulator } from '../../index.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();
const { stop: stopEngines, entered, goOn } = stoppableEngines();

const opening = valueWriter().ulong(1).ulong(6).end();

const randomIn = (session: number) => valueWriter().ulong(session).room(8).end();

describe('C_OpenSession that an engine has', () => {
  /** It is in a stopped engine when `move` begins. */
  async function caughtBy(move: (emulator: Emulator) => Promise<unknown>) {
    await running.makeToken();
    await running.emulator.snapshots.take('T');
    const app = await running.application();
    const before = await app.open(1);
    stopEngines();
    const asked = app.call('C_OpenSession', opening);
    await entered();
    return { app, before, asked, moved: move(running.emulator) };
  }

  it('when its token is wiped gets the answer of what is there then', async () => {
    const { app, before, asked, moved } = await caughtBy((emulator) => emulator.wipe('T'));
    await moved;
    goOn();
    expect((await asked).result).toBe('CKR_TOKEN_NOT_RECOGNIZED');
    expect((await app.call('C_GenerateRandom', randomIn(before))).result).toBe('CKR_SESSION_HANDLE_INVALID');
  });

  it('when its token is wiped and it dies of it as well', async () => {
    const { asked, moved } = await caughtBy((emulator) => emulator.wipe('T'));
    await moved;
    for (const pid of childrenOf(process.pid, 'p11-kit-remote')) process.kill(pid, 'SIGKILL');
    expect((await asked).result).toBe('CKR_TOKEN_NOT_RECOGNIZED');
  });

  it('when its token is restored is over before that, and its session ends with the others', async () => {
    const { app, before, asked, moved } = await caughtBy((emulator) => emulator.snapshots.restore('T'));
    goOn();
    await moved;
    const { result, values } = await asked;
    expect(result).toBe('CKR_OK');
    for (const session of [before, values.ulong()])
      expect((await app.call('C_GenerateRandom', randomIn(session))).result).toBe(
        'CKR_SESSION_HANDLE_INVALID',
      );
  });

  it('many at once, beside wipes and restored snapshots, never meets a device error', async () => {
    await running.makeToken();
    const { snapshots, wipe } = running.emulator;
    await snapshots.take('T');
    const apps = await Promise.all([running.application(), running.application()]);
    const told = new Set<string>();
    let over = false;
    const openers = apps.map(async (app) => {
      while (!over) told.add((await app.call('C_OpenSession', opening)).result);
    });
    for (let n = 0; n < 4; n++) {
      await wipe('T');
      await snapshots.restore('T');
      await Promise.all(apps.map((app) => app.open(1)));
    }
    over = true;
    await Promise.all(openers);
    expect([...told].sort()).toEqual(expect.arrayContaining(['CKR_OK']));
    told.delete('CKR_OK');
    told.delete('CKR_TOKEN_NOT_RECOGNIZED');
    expect([...told]).toEqual([]);
    expect(running.emulator.token('T')).toMatchObject({ user: { triesLeft: 3 } });
  });
});
