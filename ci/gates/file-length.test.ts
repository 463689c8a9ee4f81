/** Long files need a reason, and reasons need a long file. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutLength } from './file-length.ts';

const file = (path: string, lines: number) => ({ path, text: 'x\n'.repeat(lines) });

describe('file-length', () => {
  it('complains about 301 lines, not about 300', () => {
    expect(complaintsAboutLength([file('a.ts', 300)], {})).toEqual([]);
    expect(complaintsAboutLength([file('a.ts', 301)], {})).toEqual([
      expect.stringMatching(/^a\.ts has 301 lines/),
    ]);
  });

  it('accepts a reason, not an empty one, and not one for a file that became short', () => {
    expect(complaintsAboutLength([file('a.ts', 400)], { 'a.ts': 'one table' })).toEqual([]);
    expect(complaintsAboutLength([file('a.ts', 400)], { 'a.ts': ' ' })).toHaveLength(1);
    expect(complaintsAboutLength([file('a.ts', 40)], { 'a.ts': 'one table' })).toHaveLength(1);
  });

  it('does not measure documents', () => {
    expect(complaintsAboutLength([file('docs/a.md', 900), file('package-lock.json', 9000)], {})).toEqual([]);
  });
});
