/** A single file is given up as one of many is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Steps } from '../../../foundation/steps.ts';
import { certifiedForm } from '../testing/filling.ts';
import { policy } from '../testing/hand-made.ts';
import { examineAlone, stepsInTime } from './examine-alone.ts';
import type { Assignment } from './job.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-alone-'));
afterAll(() => rmSync(folder, { recursive: true }));
const terms = { number: 0, milliseconds: 20, tooSlow: () => 'too slow' };

it('a file whose steps take longer than they may is told as too slow, with a row of its own', () => {
  const file = join(folder, 'form.pdf');
  writeFileSync(file, certifiedForm());
  const given = policy({ regulation: 'none' });
  const { trust: _, ...rest } = given;
  const assignment = {
    ...rest,
    at: given.at.getTime(),
    language: 'en',
    form: 'row',
  } as unknown as Assignment;
  expect(examineAlone({ number: 0, file }, given, assignment).verdict).toBe('TOTAL-PASSED');
  expect(examineAlone({ number: 0, file }, given, assignment, 0)).toMatchObject({
    file,
    verdict: 'INDETERMINATE',
    unreadable: { code: 'VERIFY_FILE_TOO_SLOW' },
  });
});

it('a step that never ends is ended', () => {
  // biome-ignore lint/correctness/useYield: its first step is its last.
  function* endless(): Steps<string> {
    for (;;);
  }
  expect(stepsInTime(endless(), { ...terms, milliseconds: 1 })).toBe('too slow');
});

it('what a step throws is thrown as it is', () => {
  const fault = new Error('a fault');
  // biome-ignore lint/correctness/useYield: it throws in its first step.
  function* broken(): Steps<string> {
    throw fault;
  }
  expect(() => stepsInTime(broken(), terms)).toThrow(fault);
});
