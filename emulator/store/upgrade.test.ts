/** A folder that the first version of the emulator wrote: two tokens, one of them with a key and a wrong PIN behind it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawApplication, userTypes } from '../e2e/raw-application.ts';
import { type Emulator, startEmulator } from '../index.ts';
import { keysOn, sign } from '../policy/life/test-keys.ts';

let dir: string;
let emulator: Emulator | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-old-'));
  const sample = new URL('./samples/folder-format-1.json', import.meta.url);
  for (const [path, content] of Object.entries(JSON.parse(readFileSync(sample, 'utf8')) as object)) {
    mkdirSync(join(dir, dirname(path)), { recursive: true });
    writeFileSync(join(dir, path), Buffer.from(content as string, 'base64'));
  }
});
afterEach(async () => {
  await emulator?.stop();
  emulator = undefined;
  rmSync(dir, { recursive: true, force: true });
});

describe('a folder of format 1', () => {
  it('is read with its slots, counters, kinds and keys, and written on in the present format', async () => {
    emulator = await startEmulator({ dir });
    expect(emulator.tokens()).toMatchObject([
      {
        label: 'Văn thư',
        serial: '909B4DD8C040C539',
        slot: 1,
        kind: 'agency',
        profile: 'strict',
        state: 'active',
        user: { triesLeft: 2, triesMax: 3 },
        condition: 'sound',
        compromised: false,
        copyOf: null,
      },
      { label: 'B', slot: 2, kind: 'personal', profile: 'bit4id-like', state: 'removed' },
    ]);
    const app = await rawApplication(join(dir, 'p11.sock'));
    await app.initialize();
    const session = await app.open(1);
    expect(await app.login(session, userTypes.user, '123456')).toBe('CKR_OK');
    const [key = 0] = await keysOn(app, session);
    expect(await sign(app, session, key)).toHaveLength(64);
    app.close();
    emulator.insert('B');
    await emulator.stop();
    emulator = await startEmulator({ dir });
    expect(emulator.tokens()).toMatchObject([{ user: { triesLeft: 3 } }, { state: 'active', slot: 2 }]);
  });

  it('is read where that version itself has run, and says which its latest states are from then on', async () => {
    writeFileSync(join(dir, 'softhsm2.conf'), '');
    emulator = await startEmulator({ dir });
    emulator.insert('B');
    await emulator.stop();
    rmSync(join(dir, 'states.json'));
    await expect(startEmulator({ dir })).rejects.toMatchObject({ code: 'EMULATOR_STATES_LOST' });
  });
});
