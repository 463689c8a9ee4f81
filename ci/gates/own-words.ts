/** Gate: the regulations are told in our own words; no run of twelve words of a text stands in the tree. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate, GateResult } from './gate.ts';
import { judged } from './gate.ts';
import { type TextFile, textFiles } from './tree.ts';

const runLength = 12;

/** Official names of laws and offices, which nobody may put into other words. */
const names: readonly string[] = [];

export function complaintsAboutCopies(
  files: readonly TextFile[],
  regulations: readonly TextFile[],
): readonly string[] {
  const runs = new Map<string, string>();
  for (const { path, text } of regulations) {
    const words = wordsOf(withoutNames(text)).map(({ word }) => word);
    for (const run of runsOf(words)) runs.set(run, path);
  }
  return files.flatMap((file) => firstCopies(file, runs));
}

/** One complaint for each stretch, at the line where it begins. */
function firstCopies(file: TextFile, runs: ReadonlyMap<string, string>): readonly string[] {
  const words = wordsOf(withoutNames(file.text));
  const found: string[] = [];
  let coveredTo = -1;
  runsOf(words.map(({ word }) => word)).forEach((run, index) => {
    const source = runs.get(run);
    if (source === undefined) return;
    if (index > coveredTo) found.push(`${file.path}:${words[index]?.line} repeats ${source}: "${run} …"`);
    coveredTo = index + runLength - 1;
  });
  return found;
}

function runsOf(words: readonly string[]): readonly string[] {
  return words
    .slice(0, Math.max(0, words.length - runLength + 1))
    .map((_, at) => words.slice(at, at + runLength).join(' '));
}

function wordsOf(text: string): readonly { readonly word: string; readonly line: number }[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ word: match[0], line: index + 1 })),
    );
}

function withoutNames(text: string): string {
  return names.reduce((rest, name) => rest.replaceAll(name, '\u2022'), text.normalize('NFC'));
}

function regulationTexts(folder: string): readonly TextFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }));
}

export const gate: Gate = Object.freeze({
  name: 'own-words',
  look: (root: string): GateResult => {
    const folder = join(root, '..', 'shared', 'regulations');
    if (!existsSync(folder))
      return { outcome: 'skipped', reason: 'the texts of the regulations are not beside the repository' };
    const files = textFiles(root).filter((file) => file.path !== 'package-lock.json');
    const regulations = regulationTexts(folder);
    return judged(
      complaintsAboutCopies(files, regulations),
      `${files.length} files against ${regulations.length} texts`,
    );
  },
});
