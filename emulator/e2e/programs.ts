/** For tests: runs programs that nobody here wrote against an emulator. */
import { execFile } from 'node:child_process';
import { foreign } from '../../ci/foreign.ts';

export interface ProgramResult {
  readonly exit: number;
  /** stdout and stderr, one after the other. */
  readonly output: string;
}

export type RunProgram = (...args: readonly string[]) => Promise<ProgramResult>;

/** A program with the emulator's environment; a non-zero exit is a result, not an exception. */
export function program(
  name: string,
  environment: Readonly<Record<string, string>>,
  ...first: string[]
): RunProgram {
  return programAt(foreign(name).path, environment, ...first);
}

/** The same for a program that is not on PATH. */
export function programAt(
  path: string,
  environment: Readonly<Record<string, string>>,
  ...first: string[]
): RunProgram {
  const env = { ...process.env, ...environment };
  delete env.SOFTHSM2_CONF;
  return (...args) =>
    new Promise((resolve) => {
      execFile(path, [...first, ...args], { env, encoding: 'utf8' }, (error, stdout, stderr) => {
        const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exit, output: stdout + stderr });
      });
    });
}

/** All of them are installed. Throws on a build machine when one is missing. */
export function present(...names: readonly string[]): boolean {
  return names.map((name) => foreign(name).present).every(Boolean);
}
