/** The comparison complains where it must, and not where it must not. */
import { describe, expect, it } from 'vitest';
import { type Cases, casesOfGoogleTest, casesOfGoTest } from './cases.ts';
import { complaints, type Expectation } from './compare.ts';

const direct: Cases = new Map([
  ['A', 'pass'],
  ['B', 'pass'],
  ['C', 'fail'],
]);
const expectation: Expectation = {
  suite: 'x',
  reasons: { why: 'the client can not carry it' },
  differences: [{ case: 'B', direct: 'pass', emulated: 'fail', ages: [0], reason: 'why' }],
};
const emulated = (changes: Readonly<Record<string, 'pass' | 'fail' | 'skip'>>): Cases =>
  new Map([...direct, ...Object.entries(changes)]);

describe('the comparison with SoftHSM', () => {
  it('is content with what is expected', () => {
    expect(complaints(direct, emulated({ B: 'fail' }), expectation, 0)).toEqual([]);
    expect(complaints(direct, direct, expectation, 1)).toEqual([]);
  });

  it.each([
    ['a case that fails only here', { A: 'fail', B: 'fail' }, 'A: pass directly, fail emulated'],
    ['a case that passes only here', { B: 'fail', C: 'pass' }, 'C: fail directly, pass emulated'],
    ['a case that is skipped only here', { B: 'skip' }, 'B: pass directly, skip emulated'],
    ['a case that runs only here', { B: 'fail', D: 'pass' }, 'D: not run directly, pass emulated'],
    ['an expectation that is no longer true', {}, 'B is expected to differ and no longer does'],
  ] as const)('complains about %s', (_, changes, complaint) => {
    expect(complaints(direct, emulated(changes), expectation, 0)).toContain(complaint);
  });

  it('complains about a difference that is excused for another age of client only', () => {
    expect(complaints(direct, emulated({ B: 'fail' }), expectation, 2)).toEqual([
      'B: pass directly, fail emulated',
    ]);
  });

  it('complains about a reason that is not there, and about a suite that ran nothing', () => {
    const unreasoned = { ...expectation, reasons: {} };
    expect(complaints(direct, emulated({ B: 'fail' }), unreasoned, 0)).toEqual(['B has no reason']);
    expect(complaints(new Map(), new Map(), expectation, 0)).toEqual(['the suite ran no case']);
  });

  it('lets one entry stand for cases of one beginning', () => {
    const many: Expectation = {
      ...expectation,
      differences: [{ case: 'B*', direct: 'pass', emulated: 'fail', ages: [0], reason: 'why' }],
    };
    const more: Cases = new Map([...direct, ['B/1', 'pass']]);
    const fewer: Cases = new Map([...more, ['B', 'fail'], ['B/1', 'fail']]);
    expect(complaints(more, fewer, many, 0)).toEqual([]);
  });
});

describe('the output of', () => {
  it('Google Test, with a case that crashed', () => {
    const output =
      '[ RUN      ] Init.One\n[       OK ] Init.One (0 ms)\n[ RUN      ] A/B.C/3\n' +
      '[  FAILED  ] A/B.C/3, where GetParam() = "AES" (1 ms)\n[ RUN      ] X.Y\nAborted\n';
    expect([...casesOfGoogleTest(output)]).toEqual([
      ['Init.One', 'pass'],
      ['A/B.C/3', 'fail'],
      ['X.Y', 'fail'],
    ]);
  });

  it('go test -v, with a subtest and a panic', () => {
    const output =
      '=== RUN   TestA\n=== RUN   TestA/CBC\n--- PASS: TestA (0.00s)\n    --- SKIP: TestA/CBC (0.00s)\n' +
      '=== RUN   TestB\npanic: no\n';
    expect([...casesOfGoTest(output)]).toEqual([
      ['TestA', 'pass'],
      ['TestA/CBC', 'skip'],
      ['TestB', 'fail'],
    ]);
  });
});
