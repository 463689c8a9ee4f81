/**
 * Whatever a draft holds, `sign`, `prepare` and `number` make a file that begins with it, or say that it was rewritten, or refuse it
 * with a code: within 2 s and 256 MB, and never a file whose own signature does not hold. Some of the small floods here and some
 * hundred changed drafts; CONGVU_FUZZ=20000 makes it the long test with all of them, CONGVU_SEED=… looks elsewhere or repeats.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { attack, type Order } from '../../verification/fuzz/attack.ts';
import { complaintsAboutBombs } from '../../verification/fuzz/attack-bombs.ts';
import { pdfBombs } from '../../verification/fuzz/bombs-pdf.ts';
import { complaintsAbout } from '../../verification/fuzz/complaints.ts';
import { draftMutant } from './drafts.ts';
import { draftBombs } from './floods.ts';
import { verbAt, verbs } from './outcome.ts';

const seed = Number(process.env.CONGVU_SEED ?? 20251122);
const total = Number(process.env.CONGVU_FUZZ ?? 600);
const long = process.env.CONGVU_FUZZ !== undefined;
const victim = fileURLToPath(new URL('./victim.ts', import.meta.url));
/** Megabytes of JavaScript objects: 32 more than verification has, for the libraries of fonts, pictures and text. */
const heap = 176;
/** Of the small floods, one in so many is tried in the short form. */
const share = 8;

const attacking = (order: Order) => attack(order, victim, heap);

const all = Object.entries({ ...draftBombs, ...pdfBombs });
/** In the long form, each goes to all verbs. */
const bombs = long
  ? all.flatMap((bomb) => verbs.map(() => bomb))
  : all.filter(([, make], index) => make.large !== true && (index + seed) % share === 0);

it(`${bombs.length} drafts made to exhaust the verbs get their code in time, without filling the memory (CONGVU_SEED=${seed})`, async () => {
  const complaints = await complaintsAboutBombs(bombs, {
    // The large ones in few at a time: what one has left behind is not held against the next.
    together: long ? verbs.length : 60,
    attacking,
    nameOf: (name, index) => `congvu ${verbAt(index)}: ${name}`,
  });
  expect(complaints).toEqual([]);
}, 7_200_000);

describe(`${total} changed drafts`, () => {
  it(
    `become a file or get a code (CONGVU_SEED=${seed})`,
    async () => {
      const results = await attacking({ kind: 'mutants', seed, from: 0, to: total });
      const counts = new Map<string, number>();
      const complaints = results.flatMap((result, index) => {
        const word = `${verbAt(index)} ${'crash' in result ? 'crash' : result.code}`;
        counts.set(word, (counts.get(word) ?? 0) + 1);
        return complaintsAbout(
          result,
          `number ${index} (${verbAt(index)}, ${draftMutant(seed, index).family})`,
        );
      });
      const found = JSON.stringify(Object.fromEntries([...counts].sort()));
      process.stderr.write(`CONGVU_FUZZ=${total} CONGVU_SEED=${seed}: ${found}\n`);
      expect(results).toHaveLength(total);
      expect(complaints).toEqual([]);
      // They really reached all depths.
      for (const word of deep) expect([word, counts.has(word)]).toEqual([word, true]);
    },
    120_000 + total * 100,
  );
});

const deep = [
  ...['sign OK', 'sign DRAFT_REWRITTEN', 'sign PDF_NOT_REPAIRABLE', 'sign PDF_DAMAGED_AND_SIGNED'],
  ...['prepare OK', 'prepare DRAFT_REWRITTEN', 'prepare SIGN_ANCHOR_NOT_FOUND', 'number OK'],
];
