/** Gate: README.md and README.vi.md say the same: equal section levels, commands, pictures and links. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from './gate.ts';
import { judged } from './gate.ts';

/** What does not depend on the language. */
interface Shape {
  readonly sections: readonly string[];
  readonly blocks: readonly string[];
  readonly targets: readonly string[];
}

/** A page or a picture and its Vietnamese twin: `name.md` and `name.vi.md`. */
const twins = /\.vi(?=\.\w+$)/;

export function complaintsAboutTwins(english: string, vietnamese: string): readonly string[] {
  const [one, other] = [shapeOf(english), shapeOf(vietnamese)];
  return [
    ...difference('section', one.sections, other.sections),
    ...difference('command block', one.blocks, other.blocks),
    ...difference('link or picture', one.targets, other.targets),
  ];
}

function shapeOf(markdown: string): Shape {
  const blocks = [...markdown.matchAll(/^```[^\n]*\n[\s\S]*?^```$/gm)].map((match) => match[0]);
  const prose = blocks.reduce((rest, block) => rest.replace(block, ''), markdown);
  return {
    sections: [...prose.matchAll(/^(#+) /gm)].map((match) => match[1] ?? ''),
    blocks,
    targets: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => (match[1] ?? '').replace(twins, '')),
  };
}

function difference(what: string, one: readonly string[], other: readonly string[]): readonly string[] {
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, index) => index).find(
    (index) => one[index] !== other[index],
  );
  if (at === undefined) return [];
  return [`${what} ${at + 1} differs: README.md has ${shown(one[at])}, README.vi.md has ${shown(other[at])}`];
}

function shown(text: string | undefined): string {
  return text === undefined ? 'none' : JSON.stringify(text.slice(0, 200));
}

export const gate: Gate = Object.freeze({
  name: 'readme-twins',
  look: (root: string) => {
    const paths = ['README.md', 'README.vi.md'].map((name) => join(root, name));
    const missing = paths.filter((path) => !existsSync(path));
    if (missing.length > 0)
      return judged(
        missing.map((path) => `${path} is missing`),
        '',
      );
    const [english = '', vietnamese = ''] = paths.map((path) => readFileSync(path, 'utf8'));
    return judged(complaintsAboutTwins(english, vietnamese), 'sections, commands, links');
  },
});
