/** Whatever a .p7s holds, as DER, BER, PEM or bare base64, it gets a code in time, and passes only where its signer's own value is as it was. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { attack } from './attack.ts';
import { complaintsAbout } from './complaints.ts';
import { outcomeOfSignature, signatureFiles, signatureMutant } from './signature-files.ts';

const seed = Number(process.env.CONGVU_SEED ?? 20251122);
const total = Number(process.env.CONGVU_FUZZ ?? 400);
const victim = fileURLToPath(new URL('./signature-victim.ts', import.meta.url));

it('the files that are changed pass as they are', () => {
  expect(signatureFiles.map(outcomeOfSignature)).toEqual(
    signatureFiles.map(() => ({
      verdict: 'TOTAL-PASSED',
      code: 'OK',
      explanation: 'in the last signature',
    })),
  );
});

it(`${total} changed ones get a code, and none passes unexplained (CONGVU_SEED=${seed})`, async () => {
  const results = await attack({ kind: 'mutants', seed, from: 0, to: total }, victim);
  const counts = new Map<string, number>();
  const complaints = results.flatMap((result) => {
    const word = 'crash' in result ? 'crash' : result.code;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    return complaintsAbout(result, `number ${result.index} (${signatureMutant(seed, result.index).family})`);
  });
  process.stderr.write(`p7s: ${JSON.stringify(Object.fromEntries(counts))}\n`);
  expect(results).toHaveLength(total);
  expect(complaints).toEqual([]);
  for (const word of ['FORMAT_INVALID', 'SIGNATURE_INVALID', 'OK']) {
    expect([word, counts.has(word)]).toEqual([word, true]);
  }
}, 600_000);
