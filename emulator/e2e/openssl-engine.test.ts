/** OpenSSL with libp11's engine: signs through the token, and says what a wrong PIN, a lock and a removal are. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignFile } from '../../ci/foreign.ts';
import { signByEngine } from './engine-signing.ts';
import { type ProgramResult, present } from './programs.ts';
import { pins } from './running.ts';
import { opensslVerdict, type SigningToken, signingToken } from './signing-token.ts';

const engine = foreignFile('/usr/lib/TRIPLET/engines-3/pkcs11.so');
const able = present('openssl', 'pkcs11-tool') && engine.present;

let token: SigningToken;
beforeAll(async () => {
  if (able) token = await signingToken();
});
afterAll(() => token?.end());

/** `openssl dgst -sign` with the key of that label. */
function sign(object: string, pin: string): Promise<ProgramResult> {
  return signByEngine(token, engine.path, object, pin);
}

describe.skipIf(!able)('openssl with engine pkcs11', () => {
  it.each([
    ['ky', '01'],
    ['ec', '02'],
  ])('signs with %s so that OpenSSL itself finds it right', async (object, id) => {
    const { exit, output } = await sign(object, pins.pin);
    expect(exit, output).toBe(0);
    expect(await opensslVerdict(token, id, token.at('signature'))).toBe('Verified OK');
  });

  it('finds no key while the token is out, and signs after its return', async () => {
    token.emulator.remove('T');
    const out = await sign('ky', pins.pin);
    expect([out.exit, out.output]).toEqual([1, expect.stringMatching(/not found|No such|couldn't be/i)]);
    token.emulator.insert('T');
    expect((await sign('ky', pins.pin)).exit).toBe(0);
    expect(token.triesLeft()).toBe(3);
  });

  it('pays one try for a wrong PIN and says so; a locked token it calls locked', async () => {
    for (const left of [2, 1, 0]) {
      const { exit, output } = await sign('ky', '000000');
      expect([exit, output]).toEqual([1, expect.stringContaining('PIN incorrect')]);
      expect(token.triesLeft()).toBe(left);
    }
    expect((await sign('ky', pins.pin)).output).toContain('PIN locked');
  });
});
