/** A Python program with PyKCS11 signs, and hears of a wrong PIN, a lock and an empty reader. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignFile } from '../../ci/foreign.ts';
import { isCall } from '../journal/entry.ts';
import { present, programAt } from './programs.ts';
import { pins } from './running.ts';
import { opensslVerdict, type SigningToken, signingToken } from './signing-token.ts';

const source = fileURLToPath(new URL('python/sign.py', import.meta.url));
const library = foreignFile('/usr/lib/python3/dist-packages/PyKCS11/__init__.py');
// The binding is built for Debian's own Python.
const python = foreignFile('/usr/bin/python3');
const able = library.present && python.present && present('openssl', 'pkcs11-tool');

let token: SigningToken;
beforeAll(async () => {
  if (able) token = await signingToken();
});
afterAll(() => token?.end());

async function sign(pin: string, mechanism: 'RSA' | 'PSS' = 'RSA', times = 1): Promise<unknown> {
  const environment = { ...token.emulator.environment, PYTHONPATH: dirname(dirname(library.path)) };
  const { module } = token.emulator;
  const run = programAt(python.path, environment, source);
  const { output } = await run(
    module,
    pin,
    mechanism,
    token.at('text'),
    token.at('signature'),
    String(times),
  );
  return JSON.parse(output);
}

describe.skipIf(!able)('PyKCS11', () => {
  it('signs with PKCS#1 v1.5 and with PSS', async () => {
    expect(await sign(pins.pin)).toEqual({ label: 'T', slot: 1 });
    expect(await opensslVerdict(token, '01', token.at('signature'))).toBe('Verified OK');
    expect(await sign(pins.pin, 'PSS')).toEqual({ label: 'T', slot: 1 });
    const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];
    expect(await opensslVerdict(token, '01', token.at('signature'), ...pss)).toBe('Verified OK');
  });

  it('that signs again and again comes into a lane, though it asks for each length first', async () => {
    const before = token.emulator.lanes().entered;
    // Long enough for the process of the lane to get ready meanwhile.
    expect(await sign(pins.pin, 'RSA', 2500)).toEqual({ label: 'T', slot: 1 });
    expect(token.emulator.lanes().entered).toBeGreaterThan(before);
    expect(await opensslVerdict(token, '01', token.at('signature'))).toBe('Verified OK');
    const calls = await Array.fromAsync(token.emulator.journal.entries({ function: 'C_Sign', limit: 5000 }));
    expect(calls.filter((call) => isCall(call) && call.result === 'CKR_OK')).toHaveLength(5000);
  });

  it('hears the code of a wrong PIN, of a lock, and finds an empty reader empty', async () => {
    token.emulator.remove('T');
    expect(await sign(pins.pin)).toEqual({ refused: 'nothing there' });
    token.emulator.insert('T');
    for (const left of [2, 1, 0]) {
      expect(await sign('000000')).toEqual({ refused: expect.stringContaining('CKR_PIN_INCORRECT') });
      expect(token.triesLeft()).toBe(left);
    }
    expect(await sign(pins.pin)).toEqual({ refused: expect.stringContaining('CKR_PIN_LOCKED') });
  });
});
