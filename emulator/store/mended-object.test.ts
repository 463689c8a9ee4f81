/** SoftHSM's `token.object`, cut off by a kill in the middle of a login. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { keysOn, makeKey, userSession } from '../policy/life/test-keys.ts';
import { valueWriter } from '../wire/values.ts';
import { tokenObjectDamage } from './mended-object.ts';

const running = freshEmulator();

/** A token that an application has used, and the path of its `token.object`. */
async function usedToken(): Promise<string> {
  const { serial } = await running.makeToken();
  const app = await running.application();
  expect(await makeKey(app, await userSession(app), 'a')).toBe('CKR_OK');
  app.close();
  const objects = join(running.emulator.dir, 'tokens', serial, 'objects');
  return join(objects, readdirSync(objects)[0] ?? '', 'token.object');
}

describe('a token.object', () => {
  it.each([0, 5, 8, 60, 319])(
    'cut off after %i bytes is mended, with the keys that were there',
    async (length) => {
      const file = await usedToken();
      const whole = readFileSync(file);
      writeFileSync(file, whole.subarray(0, length));
      const app = await running.application();
      expect(await keysOn(app, await userSession(app))).toHaveLength(1);
      expect(readFileSync(file).subarray(8)).toEqual(whole.subarray(8));
    },
  );

  it('that is damaged in any other way is left as it is, and a device error', async () => {
    const file = await usedToken();
    const damaged = Buffer.from(readFileSync(file).subarray(0, 100)).fill(7, 50, 60);
    writeFileSync(file, damaged);
    const app = await running.application();
    const opened = await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end());
    expect(opened.result).toBe('CKR_DEVICE_ERROR');
    expect(readFileSync(file)).toEqual(damaged);
  });

  it('of a token that nobody has used since it was made, copied or restored is held to what was written', async () => {
    const { emulator } = running;
    for (const label of ['T', 'restored']) await running.makeToken(label);
    await emulator.snapshots.take('restored', { name: 's' });
    await emulator.snapshots.restore('restored', { name: 's' });
    await emulator.compromise('T', { copyAs: 'copied' });
    const tokens = emulator.tokens();
    expect(tokens.map(({ label }) => label).sort()).toEqual(['T', 'copied', 'restored']);
    for (const { serial } of tokens) {
      const folder = join(emulator.dir, 'tokens', serial);
      const objects = join(folder, 'objects');
      const file = join(objects, readdirSync(objects)[0] ?? '', 'token.object');
      expect(tokenObjectDamage(folder)).toBeUndefined();
      const bytes = readFileSync(file);
      bytes.writeUInt8(bytes.readUInt8(300) ^ 1, 300);
      writeFileSync(file, bytes);
      expect(tokenObjectDamage(folder)).toEqual({
        file,
        reason: expect.stringContaining('its content is not what was written'),
      });
    }
  });

  it('is not blamed for its damaged copy', async () => {
    const file = await usedToken();
    const folder = join(file, '..', '..', '..');
    const copy = join(folder, 'token.object.copy');
    const whole = readFileSync(copy);
    for (const damaged of [
      Buffer.alloc(0),
      whole.subarray(0, 99),
      Buffer.from('nothing of the kind, but long'),
    ]) {
      writeFileSync(copy, damaged);
      expect(tokenObjectDamage(folder)).toMatchObject({ file: copy });
    }
    rmSync(copy);
    expect(tokenObjectDamage(folder)).toBeUndefined();
  });
});
