/** The PDFs of a folder, as others collect them to try readers: each gets a code, none a crash. CONGVU_PDFS=DIR. */
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { pdfFilesBelow } from '../bulk/walk.ts';
import { attack } from './attack.ts';

const folder = process.env.CONGVU_PDFS ?? '';

// skipped where no folder is named: such collections are not ours to keep here
describe.skipIf(folder === '')(`the files in ${folder}`, () => {
  it('get a code each', async () => {
    const files: string[] = [];
    for await (const file of pdfFilesBelow(folder)) files.push(file);
    expect(files.length).toBeGreaterThan(0);
    const share = Math.ceil(files.length / availableParallelism());
    const starts = files.map((_, index) => index).filter((index) => index % share === 0);
    const results = await Promise.all(
      starts.map((from) => attack({ kind: 'files', files, from, to: Math.min(files.length, from + share) })),
    );
    const counts = new Map<string, number>();
    for (const result of results.flat()) {
      const word = 'crash' in result ? 'crash' : result.code;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    process.stderr.write(
      `CONGVU_PDFS, ${files.length} files: ${JSON.stringify(Object.fromEntries(counts))}\n`,
    );
    const crashes = results.flat().filter((result) => 'crash' in result);
    expect(crashes.map(({ index, ...rest }) => ({ file: files[index], ...rest }))).toEqual([]);
  }, 600_000);
});
