/** Commands in messages, written as the reader must type them: `npx congvu …` in a checkout, `congvu …` where it is installed. */
import { basename } from 'node:path';

/** How this process was called. */
export interface Call {
  readonly program: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** npx and npm scripts say so in the environment; a link of that name on the PATH is an installed command. */
export function commandName({ program, environment }: Call): 'congvu' | 'npx congvu' {
  if (environment.npm_command !== undefined) return 'npx congvu';
  return basename(program ?? '') === 'congvu' ? 'congvu' : 'npx congvu';
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

const own = commandName({ program: process.argv[1], environment: process.env });

/** The same text with every command in it as the reader must type it. Texts in tables say `congvu …`. */
export function asCalled(text: string, name: string = own): string {
  return text.replace(command, `${name} `);
}
