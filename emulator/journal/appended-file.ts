/** One file of the journal at the system: opened without following a link, looked for again, written to its end. */
import { constants, fchmodSync, fstatSync, lstatSync, openSync, write } from 'node:fs';

/** Somebody may have deleted that file, or put it aside, while it was open. */
export function isAt(path: string, file: number): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return false;
  const { dev, ino } = fstatSync(file);
  return there.dev === dev && there.ino === ino;
}

/** No link is followed: it would lead out of the folder. */
export function opened(path: string): number {
  const { O_APPEND, O_CREAT, O_RDWR, O_NOFOLLOW } = constants;
  const file = openSync(path, O_APPEND | O_CREAT | O_RDWR | O_NOFOLLOW, 0o600);
  fchmodSync(file, 0o600);
  return file;
}

export function writeAll(file: number, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    write(file, data, (error, count) => {
      if (error !== null) return reject(error);
      resolve(count < data.length ? writeAll(file, data.subarray(count)) : undefined);
    });
  });
}
