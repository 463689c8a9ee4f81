/** Commands in messages, written as the reader must type them: `npx congvu …` in the checkout, `congvu …` where it is installed, else the file. */
import { basename, resolve, sep } from 'node:path';
import { projectRoot } from './paths.ts';

/** How this process was called. */
export interface Call {
  readonly program: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the reader stands. */
  readonly directory: string;
  /** The checkout. */
  readonly root: string;
}

/**
 * npx and npm scripts say so in the environment; a link of that name on the PATH is an installed command. Outside the checkout npx would
 * ask the registry for a program of this name, whoever has put one there: then it is the file that was run.
 */
export function commandName({ program, environment, directory, root }: Call): string {
  if (environment.npm_command !== undefined) return 'npx congvu';
  const name = basename(program ?? '');
  if (name === 'congvu') return 'congvu';
  const isInside = directory === root || directory.startsWith(`${root}${sep}`);
  return program === undefined || name !== 'congvu.js' || isInside ? 'npx congvu' : `node ${quoted(program)}`;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

const verbs = [
  'emulator',
  'token',
  'pki',
  'sign',
  'extend',
  'number',
  'prepare',
  'complete',
  'verify',
  'facts',
  'judge',
  'audit',
  'adapter',
  'replay',
  'certify',
  'conformance',
  'regulations',
  'bench',
];

const command = new RegExp(`(?<![\\w./-])(?:npx )?congvu (?=(?:${verbs.join('|')})\\b)`, 'g');

const own = commandName({
  program: process.argv[1],
  environment: process.env,
  directory: standsIn(),
  root: resolve(projectRoot),
});

/** A folder that is gone is none of the checkout. */
function standsIn(): string {
  try {
    return process.cwd();
  } catch {
    return sep;
  }
}

/** The same text with every command in it as the reader must type it. Texts in tables say `congvu …`. */
export function asCalled(text: string, name: string = own): string {
  return text.replace(command, () => `${name} `);
}
