/** Twins differ in words only. */
import { describe, expect, it } from 'vitest';
import { complaintsAboutTwins } from './readme-twins.ts';

const english =
  '# congvu\n[vi](README.vi.md)\n## Start\n```sh\nnpm start # a comment, not a heading\n```\n![page](docs/a.png)\n';
const vietnamese = english.replace('README.vi.md', 'README.md').replace('## Start', '## Bắt đầu');

describe('readme-twins', () => {
  it('does not complain when only the words differ', () => {
    expect(complaintsAboutTwins(english, vietnamese)).toEqual([]);
  });

  it.each([
    ['a section is missing', '## Bắt đầu\n', ''],
    ['a section has another level', '## Bắt đầu', '### Bắt đầu'],
    ['a command differs', 'npm start', 'npm test'],
    ['a picture differs', 'docs/a.png', 'docs/b.png'],
  ])('complains when %s', (_, from, to) => {
    expect(complaintsAboutTwins(english, vietnamese.replace(from, to))).toHaveLength(1);
  });
});
