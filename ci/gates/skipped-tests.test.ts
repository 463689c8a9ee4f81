/** Skips with a reason and a day pass the gate until that day; nothing else does. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutSkips } from './skipped-tests.ts';

// Put together here, so that the gate does not take these lines for tests of this file.
const dot = '.';
const about = (...lines: string[]) =>
  complaintsAboutSkips([{ path: 'a.test.ts', text: lines.join('\n') }], '2026-06-01');

describe('skipped-tests', () => {
  it.each([
    `it${dot}only('x', () => {});`,
    `describe${dot}only('x', () => {});`,
    `it${dot}concurrent${dot}only('x', () => {});`,
    `it${dot}skip('x', () => {});`,
    `test${dot}todo('x');`,
    `it${dot}fails('x', () => {});`,
    `it${dot}skipIf(process.platform !== 'linux')('x', () => {});`,
  ])('complains about %s', (line) => {
    expect(about('', line)).toHaveLength(1);
    expect(about('', line)[0]).toMatch(/^a\.test\.ts:2 /);
  });

  it('complains once the day has passed', () => {
    const skip = `it${dot}skip('x', () => {});`;
    expect(about('// skipped until 2026-06-01: waits for a fixed poppler', skip)).toEqual([]);
    expect(about('// skipped until 2026-05-31: waits for a fixed poppler', skip)).toHaveLength(1);
    expect(about('// skipped until 2026-07-01:', skip)).toHaveLength(1);
  });

  it('does not complain about tests that run or that want a foreign program', () => {
    const judge = `it${dot}skipIf(!foreign('qpdf')${dot}present)('x', () => {});`;
    const indirect = `describe${dot}skipIf(!able)('x', () => {});`;
    expect(about(`it('skips a page', () => {});`, judge, 'const only = list.only(1); // .only')).toEqual([]);
    expect(about(`const able = present('java', 'keytool');`, indirect)).toEqual([]);
    expect(about(`const able = process.platform === 'linux';`, indirect)).toHaveLength(1);
  });

  it('wants a reason for a condition of another kind', () => {
    const skip = `describe${dot}skipIf(!mountable)('x', () => {});`;
    expect(about(skip)).toHaveLength(1);
    expect(about('// skipped where the tests do not run as root: mounting is for root', skip)).toEqual([]);
  });
});
