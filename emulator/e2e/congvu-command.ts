/** For tests: the command line, run against an emulator as a user runs it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../foundation/paths.ts';

export interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface CommandPlace {
  /** The emulator's folder. */
  readonly dir: string;
  /** Where it is called; left out: where the tests are. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A non-zero exit is an outcome, not an exception. */
export function congvuCommand(
  { dir, cwd, environment }: CommandPlace,
  args: readonly string[],
): Promise<Outcome> {
  const env = { ...process.env, CONGVU_EMULATOR_DIR: dir, ...environment };
  return new Promise((resolve) => {
    const command = [join(projectRoot, 'bin', 'congvu.js'), ...args];
    execFile(process.execPath, command, { env, cwd, encoding: 'utf8' }, (error, out, err) => {
      resolve({ exit: error === null ? 0 : Number(error.code), out, err });
    });
  });
}
