/** The command lines that run a whole run or one case again. No PIN is ever part of one. */
import { resolve } from 'node:path';
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
        readonly retryLimit: number;
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
    const { label, retryLimit } = choice;
    return { kind: 'token', module: resolve(choice.module), label, retryLimit };
  }
  return { kind: 'reference' };
}

function targetWords(choice: TargetChoice): readonly string[] {
  if (choice.kind === 'reference') return [];
  const consent = choice.allowDestructive ? ['--allow-destructive'] : [];
  if (choice.kind === 'file') return ['--target', choice.file, ...consent];
  const limit = ['--retry-limit', String(choice.retryLimit)];
  const token = ['--token', choice.module, '--token-label', choice.label, ...limit];
  return [...token, '--pin-file', 'PIN-FILE', '--so-pin-file', 'SO-PIN-FILE', ...consent];
}

function commandLine(words: readonly string[]): string {
  return ['congvu', 'certify', ...words.map(quoted)].join(' ');
}

/** As a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
