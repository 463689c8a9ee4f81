/** The snapshots of one emulator: a folder for each token, a file for each snapshot. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { fail } from '../errors.ts';
import { parsedSnapshot, snapshotName, snapshotText, type TokenSnapshot } from './snapshot-file.ts';

export interface DamagedFile {
  readonly name: string;
  /** Of its token. */
  readonly serial: string;
  readonly file: string;
  /** What is wrong with it. */
  readonly damaged: string;
}

export interface SnapshotStore {
  /** Of one token: those that can be read, the earliest first, and the damaged ones. */
  all(serial: string): { readonly whole: readonly TokenSnapshot[]; readonly damaged: readonly DamagedFile[] };
  /** Of every token that has any. */
  serials(): readonly string[];
  /** What the next one is called and numbered; damaged ones keep their names. */
  next(serial: string): { readonly name: string; readonly number: number };
  /** Undefined when there is none. Throws TOKEN_SNAPSHOT_NAME, TOKEN_SNAPSHOT_DAMAGED. */
  find(serial: string, name: string): TokenSnapshot | undefined;
  /** Puts it in the place of one of the same name; old or new after a crash. Throws TOKEN_SNAPSHOT_NAME. */
  keep(snapshot: TokenSnapshot): void;
}

const ending = '.snapshot';

export function openSnapshotStore(dir: string): SnapshotStore {
  const folderOf = (serial: string): string => join(dir, serial);
  const fileOf = (serial: string, name: string): string =>
    join(folderOf(serial), `${checkedName(name)}${ending}`);

  const filesOf = (serial: string): readonly string[] =>
    existsSync(folderOf(serial))
      ? readdirSync(folderOf(serial)).filter((name) => name.endsWith(ending) && !name.startsWith('.'))
      : [];

  return Object.freeze({
    all: (serial) => {
      const whole: TokenSnapshot[] = [];
      const damaged: DamagedFile[] = [];
      for (const entry of filesOf(serial)) {
        const file = join(folderOf(serial), entry);
        try {
          whole.push(ownSnapshot(file));
        } catch (error) {
          const name = entry.slice(0, -ending.length);
          damaged.push({ name, serial, file, damaged: (error as Error).message });
        }
      }
      return { whole: whole.sort((a, b) => a.number - b.number), damaged };
    },
    serials: () =>
      existsSync(dir)
        ? readdirSync(dir)
            .filter((name) => /^[0-9A-F]{16}$/.test(name))
            .sort()
        : [],
    next: (serial) => {
      const files = filesOf(serial);
      const numbers = files.map((name) => numberOf(join(folderOf(serial), name)));
      let name = 1;
      while (files.includes(`snapshot-${name}${ending}`)) name++;
      return { name: `snapshot-${name}`, number: Math.max(0, ...numbers) + 1 };
    },
    find: (serial, name) => {
      const file = fileOf(serial, name);
      return existsSync(file) ? ownSnapshot(file) : undefined;
    },
    keep: (snapshot) => {
      const { serial } = snapshot.identity;
      const file = fileOf(serial, snapshot.name);
      mkdirSync(folderOf(serial), { recursive: true, mode: 0o700 });
      writeFileDurably(file, snapshotText(snapshot), 0o600);
    },
  } satisfies SnapshotStore);
}

/** The snapshot that is kept in that file, under its name and with its token. Throws TOKEN_SNAPSHOT_DAMAGED. */
function ownSnapshot(file: string): TokenSnapshot {
  const snapshot = parsedSnapshot(readFileSync(file, 'utf8'), file);
  const { identity, name } = snapshot;
  if (identity.serial !== basename(dirname(file)))
    throw fail('TOKEN_SNAPSHOT_DAMAGED', { file, reason: `it is of token ${identity.serial}` });
  if (name !== basename(file, ending).normalize('NFC'))
    throw fail('TOKEN_SNAPSHOT_DAMAGED', { file, reason: `it is the snapshot ${name}` });
  return snapshot;
}

/** 0 for a damaged one: it must not keep the token from being kept. */
function numberOf(file: string): number {
  try {
    return parsedSnapshot(readFileSync(file, 'utf8'), file).number;
  } catch {
    return 0;
  }
}

/** A name is a file name here: nothing in it leads out of the folder. Throws TOKEN_SNAPSHOT_NAME. */
export function checkedName(name: string): string {
  const normal = name.normalize('NFC');
  if (!snapshotName.test(normal)) throw fail('TOKEN_SNAPSHOT_NAME');
  return normal;
}
