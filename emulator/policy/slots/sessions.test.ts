/** C_OpenSession while its engine is taken away: for a wipe, for a restored snapshot, or because it has died. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { stoppableEngines } from '../../e2e/stopped-engines.ts';
import type { Emulator } from '../../index.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();
const { stop: stopEngines, entered, goOn } = stoppableEngines();

const opening = valueWriter().ulong(1).ulong(6).end();

describe('C_OpenSession that an engine has', () => {
  it.each([
    ['wiped', (emulator: Emulator) => emulator.wipe('T'), 'CKR_TOKEN_NOT_RECOGNIZED'],
    ['restored', (emulator: Emulator) => emulator.snapshots.restore('T'), 'CKR_OK'],
  ] as const)('when its token is %s gets the answer of what is there then', async (_, move, result) => {
    await running.makeToken();
    await running.emulator.snapshots.take('T');
    const app = await running.application();
    const before = await app.open(1);
    stopEngines();
    const asked = app.call('C_OpenSession', opening);
    await entered();
    const moved = move(running.emulator);
    goOn();
    await moved;
    expect((await asked).result).toBe(result);
    const random = valueWriter().ulong(before).room(8).end();
    expect((await app.call('C_GenerateRandom', random)).result).toBe('CKR_SESSION_HANDLE_INVALID');
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
