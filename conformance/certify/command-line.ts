/** The command lines that run a whole run or one case again. No PIN is ever part of one; the path of its file may be. */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { projectRoot } from '../../foundation/paths.ts';
import { shellWord } from '../../foundation/shell-word.ts';
import type { Replay } from '../runner/run-suite.ts';
import type { TargetChoice } from './target-choice.ts';

interface RunWords {
  readonly seed: number;
  readonly regulations: readonly string[];
  readonly only: readonly string[];
  readonly runs: number | undefined;
}

export function runCommand(choice: TargetChoice, { seed, regulations, only, runs }: RunWords): string {
  return commandLine([
    ...targetWords(choice),
    ...regulations.flatMap((id) => ['--regulation', id]),
    ...only.flatMap((id) => ['--only', id]),
    '--seed',
    String(seed),
    ...(runs === undefined ? [] : ['--runs', String(runs)]),
  ]);
}

/** What `counterexample.json` keeps of how to run the case again; `congvu replay` reads it. */
export interface ReplayFacts extends Replay {
  readonly requirement: string;
  readonly seed: number;
  readonly path?: string;
  readonly target:
    | { readonly kind: 'reference' }
    | { readonly kind: 'file'; readonly file: string }
    | {
        readonly kind: 'token';
        readonly module: string;
        readonly label: string;
        readonly pinFile?: string;
        readonly soPinFile?: string;
        readonly retryLimit?: number;
      };
}

export function replayOf(
  choice: TargetChoice,
  {
    requirement,
    seed,
    path,
  }: { readonly requirement: string; readonly seed: number; readonly path: string | undefined },
): ReplayFacts {
  const words = [
    '--only',
    requirement,
    '--seed',
    String(seed),
    ...(path === undefined ? [] : ['--path', path]),
  ];
  return {
    requirement,
    seed,
    ...(path !== undefined && { path }),
    target: targetFacts(choice),
    command: commandLine([...words, ...targetWords(choice)]),
  };
}

function targetFacts(choice: TargetChoice): ReplayFacts['target'] {
  if (choice.kind === 'file') return { kind: 'file', file: resolve(choice.file) };
  if (choice.kind === 'token') {
    const { module, label, pinFile, soPinFile, retryLimit } = choice;
    return {
      kind: 'token',
      module: resolve(module),
      label,
      ...(pinFile !== undefined && { pinFile: resolve(pinFile) }),
      ...(soPinFile !== undefined && { soPinFile: resolve(soPinFile) }),
      ...(retryLimit !== undefined && { retryLimit }),
    };
  }
  return { kind: 'reference' };
}

function targetWords(choice: TargetChoice): readonly string[] {
  if (choice.kind === 'reference') return [];
  const consent = choice.allowDestructive ? ['--allow-destructive'] : [];
  if (choice.kind === 'file') return ['--target', choice.file, ...consent];
  const { module, label, pinFile = 'PIN-FILE', soPinFile = 'SO-PIN-FILE', retryLimit } = choice;
  const limit = retryLimit === undefined ? [] : ['--retry-limit', String(retryLimit)];
  const token = ['--token', module, '--token-label', label, ...limit];
  return [...token, '--pin-file', pinFile, '--so-pin-file', soPinFile, ...consent];
}

function commandLine(words: readonly string[]): string {
  return [...programWords(process.cwd()), 'certify', ...words.map(shellWord)].join(' ');
}

/** How the program is called from `folder`: inside a checkout by npx, from elsewhere by its path; installed by its name. */
export function programWords(folder: string, root = projectRoot): readonly string[] {
  if (!existsSync(join(root, '.git'))) return ['congvu'];
  const isInside = !relative(root, folder).startsWith('..');
  return isInside ? ['npx', 'congvu'] : ['node', shellWord(join(root, 'bin', 'congvu.js'))];
}
