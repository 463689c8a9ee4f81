/** Dead links are complaints; live ones and addresses elsewhere are not. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutLinks } from './doc-links.ts';

const other = { path: 'docs/b.md', text: '# The B page\n' };
const about = (text: string) =>
  complaintsAboutLinks([{ path: 'docs/a.md', text }, other], (path) =>
    ['docs/a.md', 'docs/b.md', 'README.md'].includes(path),
  );

describe('doc-links', () => {
  it('complains about a file and a heading that do not exist, with the line', () => {
    expect(about('\n[x](../nowhere.md)')).toEqual([
      'docs/a.md:2 points to ../nowhere.md, which does not exist',
    ]);
    expect(about('![x](b.png)')).toHaveLength(1);
    expect(about('[x](b.md#the-c-page)')).toHaveLength(1);
  });

  it('does not complain about what exists or lies elsewhere', () => {
    expect(
      about('# Here\n[x](b.md#the-b-page) [y](../README.md) [z](#here) [w](https://example.org/none)'),
    ).toEqual([]);
  });
});
