/** Turns the words of the command line into the options of a run. */
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
import { systemClock } from '../../foundation/clock.ts';
import { processTerminal } from '../../foundation/terminal.ts';
import { fail } from '../runner/errors.ts';
import type { CertifyOptions } from './certify.ts';
import type { TargetChoice } from './target-choice.ts';

/** As commander gives them. */
export interface CertifyWords {
  readonly target?: string;
  readonly token?: string;
  readonly tokenLabel?: string;
  readonly pin?: string;
  readonly pinFile?: string;
  readonly soPin?: string;
  readonly soPinFile?: string;
  readonly retryLimit?: string;
  readonly allowDestructive?: boolean;
  readonly regulation?: readonly string[];
  readonly only?: readonly string[];
  readonly seed?: string;
  readonly runs?: string;
  readonly path?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** The same cases for every vendor, unless another seed is asked for. */
const defaultSeed = 1;

/** Throws CERTIFY_ARGUMENT. */
export function certifyOptions(words: CertifyWords, signal: AbortSignal): CertifyOptions {
  return {
    choice: targetChoice(words),
    regulations: words.regulation ?? [],
    only: words.only ?? [],
    seed: seedOf(words.seed),
    ...(words.runs !== undefined && { runs: wholeNumber('--runs', words.runs, 1, 100_000) }),
    ...(words.path !== undefined && { path: casePath(words.path) }),
    ...(words.out !== undefined && { out: words.out }),
    cwd: process.cwd(),
    clock: systemClock,
    terminal: processTerminal,
    signal,
  };
}

function targetChoice(words: CertifyWords): TargetChoice {
  const allowDestructive = words.allowDestructive === true;
  if (words.target !== undefined && words.token !== undefined) {
    throw fail('CERTIFY_ARGUMENT', { option: '--target', detail: 'it cannot stand beside --token' });
  }
  if (words.token !== undefined) {
    const needed = (option: string, value: string | undefined) => {
      if (value === undefined) throw fail('CERTIFY_ARGUMENT', { option, detail: 'it belongs to --token' });
      return value;
    };
    return {
      kind: 'token',
      module: words.token,
      label: needed('--token-label', words.tokenLabel),
      pin: needed('--pin', words.pin ?? fromFile('--pin-file', words.pinFile)),
      soPin: needed('--so-pin', words.soPin ?? fromFile('--so-pin-file', words.soPinFile)),
      ...(words.pin === undefined && words.pinFile !== undefined && { pinFile: words.pinFile }),
      ...(words.soPin === undefined && words.soPinFile !== undefined && { soPinFile: words.soPinFile }),
      ...(words.retryLimit !== undefined && {
        retryLimit: wholeNumber('--retry-limit', words.retryLimit, 1, 100),
      }),
      allowDestructive,
    };
  }
  if (words.target !== undefined) return { kind: 'file', file: words.target, allowDestructive };
  for (const name of ['tokenLabel', 'pin', 'pinFile', 'soPin', 'soPinFile', 'retryLimit'] as const) {
    if (words[name] === undefined) continue;
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw fail('CERTIFY_ARGUMENT', { option, detail: 'it belongs to --token' });
  }
  return { kind: 'reference' };
}

function fromFile(option: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readBounded(file, fileLimits.pin)
      .toString('utf8')
      .replace(/\r?\n$/, '');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw fail('CERTIFY_ARGUMENT', { option, detail }, error);
  }
}

function seedOf(text: string | undefined): number | 'random' {
  if (text === undefined) return defaultSeed;
  return text === 'random' ? text : wholeNumber('--seed', text, 0, 2 ** 31 - 1);
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw fail('CERTIFY_ARGUMENT', {
    option,
    detail: `expected a whole number from ${min} to ${max}, got "${text}"`,
  });
}

function casePath(text: string): string {
  if (/^\d+(:\d+)*$/.test(text)) return text;
  throw fail('CERTIFY_ARGUMENT', {
    option: '--path',
    detail: `expected numbers with colons as 3:0:1, got "${text}"`,
  });
}
