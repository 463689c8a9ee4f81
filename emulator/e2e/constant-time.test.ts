/**
 * Control tokens and PINs are compared in a time that tells nothing: the verdict of crypto.timingSafeEqual is the one that
 * counts. It is turned round here: whoever compares with === would not notice.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { portGuard } from '../control/port-guard.ts';
import { pinMatches, storedPin } from '../store/stored-pin.ts';

const compared = vi.hoisted(() => ({ lengths: [] as number[], turned: false }));

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const timingSafeEqual: typeof crypto.timingSafeEqual = (one, other) => {
    compared.lengths.push(one.byteLength, other.byteLength);
    return crypto.timingSafeEqual(one, other) !== compared.turned;
  };
  return { ...crypto, timingSafeEqual, default: { ...crypto, timingSafeEqual } };
});

beforeEach(() => {
  compared.lengths = [];
  compared.turned = false;
});

const secret = 'a'.repeat(43);
const guard = portGuard(secret, 4711);
const comesIn = (given: string): boolean => {
  const headers = { host: '127.0.0.1:4711', authorization: `Bearer ${given}` };
  return guard({ headers } as IncomingMessage) === undefined;
};
const stored = await storedPin(Buffer.from('123456'), randomBytes);
const matches = (given: string): Promise<boolean> => pinMatches(stored, Buffer.from(given));

/** Both are compared as 32 bytes, whatever is given: a length tells nothing either. */
describe.each([
  ['a control token', secret, comesIn],
  ['a PIN', '123456', matches],
] as const)('%s', (_, right, lets) => {
  it.each([right, `${right.slice(0, -1)}b`, 'b', ''])('%j is compared in constant time', async (given) => {
    expect(await lets(given)).toBe(given === right);
    expect(compared.lengths).toEqual([32, 32]);
    compared.turned = true;
    expect(await lets(given)).toBe(given !== right);
  });
});

describe('no other place', () => {
  /** Comparisons of what is named like a secret or a digest of one. */
  const plain =
    /(?:[=!]==?\s*[\w.]*\b(?:hash|salt|internal|secret|controlToken|bearer)\b)|(?:\b(?:hash|salt|secret|controlToken|bearer)\s*[=!]==?(?!\s*(?:null|undefined)\b))|(?:\b(?:hash|secret|controlToken|bearer)\.(?:equals|compare|localeCompare|startsWith)\()/;

  it.each(['stored.hash === given', 'if (given !== own.secret)', 'hash.equals(other)', 'bearer == token'])(
    'would be found: %s',
    (line) => expect(line).toMatch(plain),
  );

  it('compares such a thing otherwise', () => {
    const emulator = join(projectRoot, 'emulator');
    const files = readdirSync(emulator, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !/\.test\.ts$|^e2e\//.test(path),
    );
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((path) =>
      readFileSync(join(emulator, path), 'utf8')
        .split('\n')
        .flatMap((line, at) => (plain.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
