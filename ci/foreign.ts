/** Finds the foreign programs that tests use as clients and judges: on PATH, or where set-up unpacked them. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackedSystem } from '../foundation/paths.ts';

/** Where a foreign program is, or why a test must do without it. */
export interface Foreign {
  readonly present: boolean;
  /** Absolute path to start it by; empty when it is missing. */
  readonly path: string;
  /** Why it is missing, for a skipped test; empty when it is present. */
  readonly reason: string;
}

/** What the search looks at; the default is this process. */
export interface ForeignSearch {
  readonly path: string;
  /** Folder of the start scripts that `ci/setup.sh` writes for programs it unpacked. */
  readonly unpacked: string;
  /** Whether a missing program is a failure: on a build machine a silent skip would hide a hole. */
  readonly required: boolean;
  /** Hears once about each missing program. */
  readonly announce: (line: string) => void;
}

const announced = new Set<string>();

/**
 * Looks for a program by its bare name, as in `it.skipIf(!foreign('qpdf').present)(…)`.
 * Throws when it is missing and the environment says CI=true; otherwise says once on stderr why its tests are skipped.
 */
export function foreign(program: string, search: ForeignSearch = searchOfThisProcess()): Foreign {
  const folders = [...search.path.split(delimiter).filter((folder) => folder !== ''), search.unpacked];
  const path = folders.map((folder) => join(folder, program)).find(isExecutable);
  if (path !== undefined) return Object.freeze({ present: true, path, reason: '' });
  return missing(`${program} is neither on PATH nor in ${search.unpacked}`, search);
}

/**
 * Like `foreign`, for a file that is no program on PATH: an absolute path as on an installed system, `TRIPLET` standing for
 * the machine's (`/usr/lib/TRIPLET/engines-3/pkcs11.so`).
 */
export function foreignFile(file: string, search: ForeignSearch = searchOfThisProcess()): Foreign {
  const system = join(search.unpacked, '..');
  const candidates = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((name) => file.replace('TRIPLET', name));
  const path = candidates.flatMap((name) => [name, join(system, name)]).find((name) => existsSync(name));
  if (path !== undefined) return Object.freeze({ present: true, path, reason: '' });
  return missing(`there is no ${file}, neither on this machine nor in ${system}`, search);
}

function missing(what: string, search: ForeignSearch): Foreign {
  const reason = `${what}; run "bash ci/setup.sh --test"`;
  if (search.required)
    throw new Error(`a test needs a foreign program, and CI=true forbids skipping it: ${reason}`);
  announceOnce(reason, search.announce);
  return Object.freeze({ present: false, path: '', reason });
}

function searchOfThisProcess(): ForeignSearch {
  return {
    path: process.env.PATH ?? '',
    unpacked: join(unpackedSystem, 'bin'),
    required: process.env.CI === 'true' || process.env.CI === '1',
    announce: (line) => void process.stderr.write(`${line}\n`),
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function announceOnce(reason: string, announce: (line: string) => void): void {
  if (announced.has(reason)) return;
  announced.add(reason);
  announce(`skipped tests: ${reason}`);
}
