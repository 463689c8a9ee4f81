/** Gives inputs that were made to exhaust their reader to processes, some to each, and gathers the complaints. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order, Result } from './attack.ts';
import type { Bomb } from './bombs-pdf.ts';
import { complaintsAbout } from './complaints.ts';

export interface BombPlan {
  /** So many are given to one process: what one has left behind may be held against the next. */
  readonly together: number;
  readonly attacking: (order: Order) => Promise<readonly Result[]>;
  /** Of a bomb in a complaint, by its place among those of its process. */
  readonly nameOf?: (name: string, index: number) => string;
}

export async function complaintsAboutBombs(
  bombs: readonly (readonly [name: string, make: Bomb])[],
  { together, attacking, nameOf = (name) => name }: BombPlan,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-fuzz-'));
  try {
    const complaints: string[] = [];
    for (let from = 0; from < bombs.length; from += together) {
      const some = bombs.slice(from, from + together);
      const files = some.map(([, make], index) => {
        const file = join(folder, String(index));
        writeFileSync(file, make());
        return file;
      });
      const results = await attacking({ kind: 'files', files, from: 0, to: files.length });
      complaints.push(
        ...results.flatMap((result, index) => complaintsAbout(result, nameOf(some[index]?.[0] ?? '', index))),
      );
    }
    return complaints;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
