/** `documents.csv` of an audit, the worst documents first as on the page, without holding them in memory. */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { whileThereIsRoom } from '../bulk/disk-full.ts';
import type { Verdict } from '../report.ts';

const worstFirst = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'] as const satisfies readonly Verdict[];

export interface CsvFile {
  add(verdict: Verdict, row: string): void;
  /** Puts it in its place. */
  finish(): void;
  /** Leaves nothing behind of a file that was not finished. */
  end(): void;
}

/** Throws VERIFY_DISK_FULL. */
export function csvFile(path: string, heading: string): CsvFile {
  const parts = worstFirst.map((verdict) => {
    const place = `${path}.${verdict}.part`;
    return { verdict, place, file: openSync(place, 'w+', 0o600) };
  });
  const [first, ...others] = parts;
  const write = (file: number, bytes: Uint8Array): void =>
    whileThereIsRoom(path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    });
  const add = (verdict: Verdict, row: string): void => {
    const part = parts.find((one) => one.verdict === verdict);
    if (part !== undefined) write(part.file, Buffer.from(row));
  };
  add('TOTAL-FAILED', heading);

  return Object.freeze({
    add,
    finish: () => {
      if (first === undefined) return;
      const piece = Buffer.alloc(64 * 1024);
      for (const { file } of others) {
        let at = 0;
        for (let count = 1; count > 0; at += count) {
          count = readSync(file, piece, 0, piece.length, at);
          write(first.file, piece.subarray(0, count));
        }
      }
      whileThereIsRoom(path, () => fsyncSync(first.file));
      renameSync(first.place, path);
    },
    end: () => {
      for (const { file, place } of parts) {
        closeSync(file);
        rmSync(place, { force: true });
      }
    },
  });
}
