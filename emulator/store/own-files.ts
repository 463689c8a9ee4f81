/**
 * `state.json` and `token.json` of a token that is open: what is in memory holds, and takes the place of whatever somebody
 * else writes there; but not without a word.
 */
import { join } from 'node:path';
import type { FileDamage } from './sealed-file.ts';
import { identityFile, recordFile, type TokenIdentity, writeIdentity } from './token-files.ts';
import { watchedFile } from './watched-file.ts';

export interface OwnFiles {
  /** Before `state.json` is written: tells what somebody else has done to either, once. */
  look(): void;
  /** `state.json` has been written. Writes the other one again if it was not what it should be. */
  wrote(): void;
}

/** Both are what they should be now. Throws the system's error. */
export function ownFiles(
  folder: string,
  identity: TokenIdentity,
  found: (damage: FileDamage) => void,
): OwnFiles {
  const record = watchedFile(join(folder, recordFile));
  const own = watchedFile(join(folder, identityFile));

  return Object.freeze({
    look: () => {
      for (const [name, file] of [
        [recordFile, record],
        [identityFile, own],
      ] as const) {
        const reason = file.flaw();
        if (reason !== undefined) found({ file: join(folder, name), reason });
      }
    },
    wrote: () => {
      record.wrote();
      if (!own.flawed()) return;
      try {
        writeIdentity(folder, identity);
        own.wrote();
      } catch {
        // A full disk: the next change tries again.
      }
    },
  });
}
