/** The folder of a report: built beside its place and renamed into it, so that nobody ever sees half of one. */
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolders } from '../../foundation/folder.ts';
import { temporaryFolder } from '../../foundation/temporary-folder.ts';
import { fail } from '../runner/errors.ts';

export interface OutputFolder {
  /** Where the report is being built. */
  readonly building: string;
  /** Where it will stand. */
  readonly final: string;
  /** Puts the report into its place; in the default place a whole run is what `reports/latest` points at. */
  publish(run: { readonly whole: boolean }): void;
  /** Leaves nothing behind. Does nothing after `publish`. */
  discard(): void;
}

/**
 * `out` absent: `reports/<time>` below `cwd`. A given folder must be new, empty, or an earlier report.
 * Throws CERTIFY_OUTPUT_OCCUPIED or CERTIFY_OUTPUT_UNWRITABLE before anything runs.
 */
export function openOutputFolder(options: {
  readonly out?: string;
  readonly cwd: string;
  readonly started: Date;
}): OutputFolder {
  const { out, cwd, started } = options;
  const wanted = out === undefined ? join(cwd, 'reports', stamp(started)) : resolve(cwd, out);
  const final = out === undefined ? unused(wanted) : wanted;
  if (out !== undefined && isOccupied(final)) throw fail('CERTIFY_OUTPUT_OCCUPIED', { folder: final });
  const part = written(final, () => {
    makeFolders(dirname(final));
    const folder = temporaryFolder(join(dirname(final), `.${basename(final)}.part-`));
    chmodSync(folder.path, 0o755);
    return folder;
  });
  const building = part.path;
  let published = false;
  return Object.freeze({
    building,
    final,
    publish: ({ whole }: { readonly whole: boolean }) => {
      written(final, () => {
        replace(building, final);
        if (out === undefined && whole) pointLatest(final);
      });
      published = true;
      part.keep();
    },
    discard: () => {
      if (!published) part.remove();
    },
  });
}

/** `2026-11-22T02-50-11Z`: sorts by time and is a file name everywhere. */
function stamp(time: Date): string {
  return time.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
}

/** Two runs may start within one second. */
function unused(wanted: string): string {
  let free = wanted;
  for (let count = 2; existsSync(free); count++) free = `${wanted}-${count}`;
  return free;
}

function isOccupied(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const names = written(folder, () => readdirSync(folder));
  return names.length > 0 && !names.includes('results.json');
}

/** Between the two renames the place is empty, never half full. */
function replace(building: string, final: string): void {
  if (!existsSync(final)) {
    renameSync(building, final);
    return;
  }
  const old = `${building}-old`;
  renameSync(final, old);
  renameSync(building, final);
  rmSync(old, { recursive: true, force: true });
}

function pointLatest(final: string): void {
  const link = join(dirname(final), 'latest');
  const beside = join(dirname(final), `.latest-${process.pid}`);
  rmSync(beside, { force: true });
  symlinkSync(basename(final), beside);
  renameSync(beside, link);
}

function written<Result>(folder: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw fail('CERTIFY_OUTPUT_UNWRITABLE', { folder, detail }, error);
  }
}
