/** The file of the latest states: when it is written, and when it is refused. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSealed, writeSealed } from './sealed-file.ts';
import { openStateNumbers, statesFile } from './state-numbers.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const whose = 'the states of all tokens';
const written = (): unknown => readSealed(join(dir, statesFile), whose);

it('is written when it is begun, soon behind a state, and at once at a stop', async () => {
  const numbers = openStateNumbers(dir);
  expect(existsSync(join(dir, statesFile))).toBe(false);
  numbers.begin(false);
  expect(existsSync(join(dir, statesFile))).toBe(true);
  numbers.wrote('A', 1);
  numbers.wrote('A', 2);
  await expect.poll(written).toEqual({ A: 2 });
  numbers.wrote('A', 3);
  numbers.rest();
  expect(written()).toEqual({ A: 3 });
  expect(openStateNumbers(dir).last('A')).toBe(3);
  expect(readdirSync(dir)).toEqual([statesFile]);
});

it('is not missed where it need not have been, and is where it must', () => {
  expect(() => openStateNumbers(dir).begin(true)).toThrowError(
    expect.objectContaining({ code: 'EMULATOR_STATES_LOST' }),
  );
  openStateNumbers(dir).begin(false);
  openStateNumbers(dir).begin(true);
});

it('is refused when it is whole and holds no numbers; what a killed writer left is gone', () => {
  writeSealed(join(dir, statesFile), { A: 'many' }, whose);
  const left = join(dir, `.${statesFile}.${randomUUID()}.0.part`);
  writeFileSync(left, 'half');
  expect(() => openStateNumbers(dir)).toThrowError(expect.objectContaining({ code: 'EMULATOR_STATES_LOST' }));
  expect(existsSync(left)).toBe(false);
});

it('is behind where it cannot be written, which stops nobody', async () => {
  const numbers = openStateNumbers(dir);
  numbers.begin(false);
  numbers.wrote('A', 1);
  rmSync(dir, { recursive: true });
  await new Promise((done) => setTimeout(done, 50));
  numbers.wrote('A', 2);
  numbers.rest();
  expect(existsSync(dir)).toBe(false);
});
