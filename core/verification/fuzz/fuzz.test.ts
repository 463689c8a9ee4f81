/**
 * Whatever a file holds, it gets an outcome with a code within 2 s and 256 MB; it never crashes, and never passes
 * unless what was changed lies outside of what is signed, and is named. A thousand inputs here and the small bombs;
 * CONGVU_FUZZ=50000 makes it the long test with all of them, CONGVU_SEED=… looks elsewhere or repeats.
 */
import { describe, expect, it } from 'vitest';
import { attack } from './attack.ts';
import { complaintsAboutBombs } from './attack-bombs.ts';
import { cmsBombs } from './bombs-cms.ts';
import { formBombs } from './bombs-forms.ts';
import { pdfBombs } from './bombs-pdf.ts';
import { complaintsAbout } from './complaints.ts';
import { mutant } from './mutants.ts';
import { outcomeOf } from './outcome.ts';
import { seeds } from './signed.ts';
import { wayAt } from './ways.ts';

const seed = Number(process.env.CONGVU_SEED ?? 20251122);
const total = Number(process.env.CONGVU_FUZZ ?? 1_000);
const long = process.env.CONGVU_FUZZ !== undefined;

describe('the documents that are changed', () => {
  it('pass as they are', () => {
    expect(seeds.map((one) => outcomeOf(one))).toEqual(
      seeds.map(() => ({ verdict: 'TOTAL-PASSED', code: 'OK', explanation: 'a whole document' })),
    );
  });

  it('are changed the same way by the same seed', () => {
    const made = (index: number) => mutant(seed, index).bytes.toString('base64');
    expect(Array.from({ length: 50 }, (_, index) => made(index))).toEqual(
      Array.from({ length: 50 }, (_, index) => made(index)),
    );
    expect(made(0)).not.toBe(mutant(seed + 1, 0).bytes.toString('base64'));
  });
});

describe('files made to exhaust their reader', () => {
  const bombs = Object.entries({ ...pdfBombs, ...formBombs, ...cmsBombs }).filter(
    ([, make]) => long || make.large !== true,
  );

  it(`${bombs.length} of them get their code in time, without filling the memory`, async () => {
    // The large ones in a process each: what one has left behind is not held against the next.
    const plan = { together: long ? 1 : 20, attacking: attack };
    expect(await complaintsAboutBombs(bombs, plan)).toEqual([]);
  }, 600_000);
});

describe(`${total} changed and random files`, () => {
  it(
    `get an outcome with a code, and none passes unexplained (CONGVU_SEED=${seed})`,
    async () => {
      const results = await attack({ kind: 'mutants', seed, from: 0, to: total });
      const counts = new Map<string, number>();
      const complaints = results.flatMap((result) => {
        const word = 'crash' in result ? 'crash' : [result.code, result.explanation ?? ''].join(' ').trim();
        counts.set(word, (counts.get(word) ?? 0) + 1);
        return complaintsAbout(
          result,
          `number ${result.index} (${wayAt(result.index)}, ${mutant(seed, result.index).family})`,
        );
      });
      process.stderr.write(
        `CONGVU_FUZZ=${total} CONGVU_SEED=${seed}: ${JSON.stringify(Object.fromEntries(counts))}\n`,
      );
      expect(results).toHaveLength(total);
      expect(complaints).toEqual([]);
      // They really reached all depths.
      for (const word of [
        'PDF_XREF_INVALID',
        'PDF_SYNTAX',
        'INTEGRITY_BROKEN',
        'SIGNATURE_INVALID',
        'CHANGED_AFTER_SIGNING',
      ]) {
        expect([word, (counts.get(word) ?? 0) > total / 200]).toEqual([word, true]);
      }
    },
    120_000 + total * 20,
  );
});
