/**
 * Codes that PKCS#11 does not allow and the emulator gives all the same, since SoftHSM does: the README names each, and here
 * SoftHSM alone is asked, so that a newer one that answers otherwise is noticed.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { softhsmPlace, suitePins } from './foreign-suite/places.ts';
import { freshEmulator } from './fresh-emulator.ts';
import { present } from './programs.ts';
import { pins } from './running.ts';

const running = freshEmulator();
const source = fileURLToPath(new URL('engine-codes-program.ts', import.meta.url));

/** In the order of the rows in the README. */
const given = {
  'rsa-mechanism-ec-key': ['CKR_OK', 'CKR_GENERAL_ERROR'],
  'ec-mechanism-rsa-key': ['CKR_OK', 'CKR_GENERAL_ERROR'],
  'sign-too-long': ['CKR_OK', 'CKR_GENERAL_ERROR'],
  'encrypt-too-long': ['CKR_OK', 'CKR_GENERAL_ERROR'],
  'decrypt-wrong-length': ['CKR_OK', 'CKR_GENERAL_ERROR'],
  'ecdsa-nothing': ['CKR_OK', 'CKR_OK'],
  'junk-curve': ['CKR_GENERAL_ERROR'],
  'unknown-key': Array.from({ length: 4 }, () => 'CKR_OBJECT_HANDLE_INVALID'),
};

async function answers(module: string, pin: string, environment: Readonly<Record<string, string>>) {
  const env = { ...process.env, ...environment, CONGVU_MODULE: module, TOKEN_PIN: pin };
  const { stdout } = await promisify(execFile)(process.execPath, [source], { env });
  return JSON.parse(stdout) as unknown;
}

describe('codes of the engine that PKCS#11 does not allow', () => {
  it.skipIf(!present('softhsm2-util'))('are given by SoftHSM itself', async () => {
    const place = await softhsmPlace();
    try {
      expect(await answers(place.module, suitePins.pin, place.environment)).toEqual(given);
    } finally {
      await place.end();
    }
  });

  it('are handed on, and none of them costs the engine', async () => {
    await running.makeToken();
    const { environment, module, journal } = running.emulator;
    expect(await answers(module, pins.pin, environment)).toEqual(given);
    expect(await Array.fromAsync(await journal.entries({ event: 'engine-died' }))).toEqual([]);
  });

  it('stand in the README, each with what it should be', () => {
    const page = readFileSync(join(projectRoot, 'emulator', 'README.md'), 'utf8');
    const [, section = ''] = page.split('### Codes of the engine\n');
    const rows = (section.split('\n### ', 1)[0] ?? '').split('\n').filter((line) => line.startsWith('| C_'));
    const told = rows.map((row) =>
      row
        .split('|')[2]
        ?.match(/CKR_\w+/g)
        ?.at(-1),
    );
    expect(told).toEqual(Object.values(given).map((codes) => codes.at(-1)));
    for (const row of rows) expect(row.split('|')[3]).toMatch(/CKR_\w+/);
  });
});
