/** `pkcs11-tool --test` and `p11tool`: what they say of the emulated token, and of SoftHSM itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTokenEngine } from '../store/system.ts';
import { softhsmPlace } from './foreign-suite/places.ts';
import { type ProgramResult, present, program } from './programs.ts';
import { ageOf, releases } from './releases.ts';
import { pins } from './running.ts';
import { type SigningToken, signingToken } from './signing-token.ts';

const able = present('pkcs11-tool', 'softhsm2-util');
const ablePin = present('p11tool', 'pkcs11-tool');
const here = releases.filter((release) => release.present);

let token: SigningToken;
beforeAll(async () => {
  if (able) token = await signingToken();
});
afterAll(() => token?.end());

const login = ['--login', '--pin', pins.pin];

/** The lines that say how something was found, without numbers of slots and without what was skipped as unknown. */
function findings({ output }: ProgramResult): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /OK$|seems? to (be|work)|ERR|error|failed/i.test(line))
    .sort();
}

/** On an RSA key alone, as an agency's card has it: made by the tool itself. */
const key = ['--keypairgen', '--key-type', 'rsa:2048', '--id', '01', '--label', 'ky'];

describe.skipIf(!able)('pkcs11-tool --test', () => {
  it.each(here)('of $name finds nothing that it does not find with SoftHSM itself', async (release) => {
    const direct = await softhsmPlace();
    try {
      const { softhsm } = findTokenEngine();
      const environment = [`SOFTHSM2_CONF=${direct.folder}/softhsm2.conf`];
      const onSofthsm = program('env', {}, ...environment, 'pkcs11-tool', '--module', softhsm);
      const emulated = release.tool(token.emulator.environment, release.client);
      await onSofthsm(...login, ...key);
      const expected = findings(await onSofthsm(...login, '--test'));
      const seen = findings(await emulated(...login, '--test'));
      expect(
        seen.filter((line) => /^(MD5|SHA-1|SHA256|RSA-X-509|RSA-PKCS): OK$/.test(line)).length,
      ).toBeGreaterThan(3);
      // Its own client refuses to ask for no random bytes; everything else it complains of, SoftHSM itself gives cause for.
      const own = /C_GenerateRandom\(buf1,0\)/;
      const complaints = seen.filter((line) => /ERR|error|failed/i.test(line) && !own.test(line));
      expect(complaints.filter((line) => !expected.includes(line))).toEqual([]);
    } finally {
      await direct.end();
    }
  });
});

/** What the README says that Debian 12's client leaves out, as pkcs11-tool writes it. */
const leftOut = [
  /^(SHA\d+-RSA-PKCS-PSS|ECDH1-DERIVE|DH-PKCS-DERIVE|EDDSA|EC-EDWARDS-KEY-PAIR-GEN)$/,
  /^SHA224/,
  /^AES-(CBC|CTR|GCM|CMAC|KEY-WRAP)/,
  /^DES3?-(CBC|CMAC)/,
  /^DSA-SHA(224|256|384|512)$/,
  /-ENCRYPT-DATA$/,
];

describe.skipIf(!able)('pkcs11-tool -M through a client of 0.24', () => {
  it('lacks of SoftHSM’s mechanisms exactly those that the README names', async ({ skip }) => {
    const [machine] = here;
    const direct = await softhsmPlace();
    try {
      if (machine === undefined || (await ageOf(machine, `${direct.folder}/offer.sock`)) !== 0)
        skip('the p11-kit of this machine is newer');
      const environment = [`SOFTHSM2_CONF=${direct.folder}/softhsm2.conf`];
      const { softhsm } = findTokenEngine();
      const names = ({ output }: ProgramResult) =>
        [...output.matchAll(/^ {2}([A-Z][^,]*)/gm)].map(([, name = '']) => name);
      const all = names(await program('env', {}, ...environment, 'pkcs11-tool', '--module', softhsm)('-M'));
      const { environment: own, module } = token.emulator;
      const carried = names(await program('pkcs11-tool', own, '--module', module)('-M'));
      expect(all.length).toBeGreaterThan(carried.length);
      expect(all.filter((name) => !carried.includes(name))).toEqual(
        all.filter((name) => leftOut.some((pattern) => pattern.test(name))),
      );
    } finally {
      await direct.end();
    }
  });
});

describe.skipIf(!ablePin)('p11tool', () => {
  const p11tool = (pin: string, ...args: readonly string[]): Promise<ProgramResult> =>
    program(
      'p11tool',
      { ...token.emulator.environment, GNUTLS_PIN: pin },
      ...['--batch', '--provider', token.emulator.module, '--login'],
    )(...args);

  it('signs with the key and finds its own signature right', async () => {
    const { exit, output } = await p11tool(pins.pin, '--test-sign', 'pkcs11:token=T;object=ky;type=private');
    expect([exit, output]).toEqual([
      0,
      expect.stringMatching(/Verifying against private key parameters\.\.\. ok/),
    ]);
  });

  it('lists both private keys', async () => {
    const listed = await p11tool(pins.pin, '--list-privkeys', 'pkcs11:token=T');
    expect(listed.output.match(/Label: (ky|ec)/g)).toHaveLength(2);
  });

  it('gets nowhere on a locked token, and the right PIN does not help', async () => {
    for (let n = 0; n < 3; n++) await p11tool('000000', '--list-privkeys', 'pkcs11:token=T');
    expect(token.triesLeft()).toBe(0);
    const locked = await p11tool(pins.pin, '--test-sign', 'pkcs11:token=T;object=ky;type=private');
    expect([locked.exit === 0, locked.output]).toEqual([false, expect.stringMatching(/PKCS #?11 error|PIN/)]);
    expect(token.emulator.token('T').state).toBe('locked');
  });
});
