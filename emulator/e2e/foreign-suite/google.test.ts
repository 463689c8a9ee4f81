/** google/pkcs11test, built by whoever has it: CONGVU_PKCS11TEST is the path of the program. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { present } from '../programs.ts';
import { releases } from '../releases.ts';
import { type Cases, casesOfGoogleTest } from './cases.ts';
import { compared, expectationNamed, type Place, suitePins } from './places.ts';

const suite = process.env.CONGVU_PKCS11TEST ?? '';
const able = existsSync(suite) && present('softhsm2-util');
if (suite === '') {
  process.stderr.write(
    'skipped tests: no google/pkcs11test, which no package brings; give it in CONGVU_PKCS11TEST\n',
  );
}

function run({ module, slot, environment, start }: Place): Promise<Cases> {
  const { SOFTHSM2_CONF: _, ...own } = process.env;
  const [program = suite, ...first] = [...start, suite];
  const where = ['-m', basename(module), '-l', dirname(module), '-s', slot];
  const pins = ['-u', suitePins.pin, '-o', suitePins.soPin];
  return new Promise((resolve) => {
    execFile(
      program,
      [...first, ...where, ...pins],
      { env: { ...own, ...environment }, encoding: 'utf8', maxBuffer: 1 << 26 },
      (_error, out) => resolve(casesOfGoogleTest(out)),
    );
  });
}

describe.skipIf(!able)('google/pkcs11test', () => {
  it.each(releases.filter((release) => release.present))(
    'with p11-kit of $name differs from SoftHSM only where the client can not follow',
    async (release) => {
      expect(await compared(release, run, expectationNamed('google-pkcs11test'))).toEqual([]);
    },
    240_000,
  );
});
