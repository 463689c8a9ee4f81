/** Every byte of a small signed document, changed: inside what is signed it fails with its reason, outside it is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import { personSigns, policy } from '../testing/hand-made.ts';
import { append, basePdf, pageContent } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const anySigner = policy({ regulation: 'none' });
const small = personSigns(basePdf(), { room: 4_000 });
const [hole, resume] = holeOf(small);

/** From the bracket that opens the last signature's value to behind the one that closes it. */
function holeOf(pdf: Buffer): readonly [number, number] {
  const [, start = 0, end = 0] = collectFacts(pdf).signatures.at(-1)?.byteRange ?? [];
  return [start, end];
}

function withByte(pdf: Buffer, at: number, become: (byte: number) => number): Buffer {
  const copy = Buffer.from(pdf);
  copy[at] = become(copy[at] ?? 0);
  return copy;
}

const reasonOf = (pdf: Buffer): string => {
  const { verdict, reason } = verifyPdf(pdf, anySigner);
  return verdict === 'TOTAL-PASSED' ? 'it passes' : (reason ?? '');
};

/** A file that can no longer be read, no longer leads to its signature, or whose signature covers something else. */
const brokenBuild = ['FORMAT_INVALID', 'NO_SIGNATURE', 'CHANGED_AFTER_SIGNING'];

describe('inside what is signed', () => {
  it('no byte can be another, whichever bit of it: all of them', () => {
    const found = new Map<string, number[]>();
    for (let at = 0; at < small.length; at++) {
      if (at >= hole && at < resume) continue;
      const reason = reasonOf(withByte(small, at, (byte) => byte ^ (1 << ((at * 5) % 8))));
      found.set(reason, [...(found.get(reason) ?? []), at]);
    }
    expect(
      [...found.keys()].filter((reason) => !['INTEGRITY_BROKEN', ...brokenBuild].includes(reason)),
    ).toEqual([]);
    // What the page shows is never part of how the file is built: there the digest alone speaks.
    const shown = small.indexOf(pageContent);
    for (let at = shown; at < shown + pageContent.length; at++) {
      expect(found.get('INTEGRITY_BROKEN')).toContain(at);
    }
  });

  it('no byte can be another, whatever it becomes: chosen at random', () => {
    const place = fc.nat(small.length - 1).filter((at) => at < hole || at >= resume);
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const reason = reasonOf(withByte(small, at, (byte) => byte ^ difference));
        expect(['INTEGRITY_BROKEN', ...brokenBuild]).toContain(reason);
      }),
      { numRuns: 400 },
    );
  });
});

describe('outside of what is signed', () => {
  const digits = small.subarray(hole + 1, resume - 1).toString('latin1');
  const padding = /0*$/.exec(digits)?.[0].length ?? 0;

  it('digits behind the signature stay zeros', () => {
    expect(padding).toBeGreaterThan(20);
    const within = fc.integer({ min: digits.length - padding + 1, max: digits.length - 1 });
    fc.assert(
      fc.property(within, fc.integer({ min: 1, max: 255 }), (digit, difference) => {
        expect(reasonOf(withByte(small, hole + 1 + digit, (byte) => byte ^ difference))).toBe(
          'FORMAT_INVALID',
        );
      }),
      { numRuns: 200 },
    );
  });

  it('digits of another case say the same, and are named', () => {
    const letters = [...digits].flatMap((digit, at) => (/[a-f]/.test(digit) ? [at] : []));
    fc.assert(
      fc.property(fc.constantFrom(...letters), (at) => {
        const pdf = withByte(small, hole + 1 + at, (byte) => byte ^ 0x20);
        expect(verifyPdf(pdf, anySigner)).toMatchObject({
          verdict: 'TOTAL-PASSED',
          findings: [{ code: 'SIGNATURE_DIGITS_REWRITTEN', severity: 'warning' }],
        });
        expect(collectFacts(pdf).changes).toMatchObject([
          { kind: 'signature-digits', vouched: true, place: `bytes ${hole}-${resume}` },
        ]);
      }),
      { numRuns: 100 },
    );
    expect(collectFacts(small).changes).toEqual([]);
  });

  it.each([hole, resume - 1])('the bracket at byte %i stays', (at) => {
    for (let bit = 0; bit < 8; bit++) {
      expect(brokenBuild).toContain(reasonOf(withByte(small, at, (byte) => byte ^ (1 << bit))));
    }
  });

  it('anything behind the end fails the file, and is counted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (tail) => {
        const report = verifyPdf(Buffer.concat([small, tail]), anySigner);
        expect(['CHANGED_AFTER_SIGNING', 'FORMAT_INVALID']).toContain(report.reason);
      }),
      { numRuns: 200 },
    );
  });

  it('bytes between the objects of a later revision are named by their place', () => {
    const gap = '%\n9 0 obj\n(forged)\nendobj\n';
    const pdf = append(small, { 20: '<<>>' }, { between: gap });
    const [change] = collectFacts(pdf).changes.filter(({ vouched }) => !vouched);
    expect(change).toMatchObject({ kind: 'layout', detail: 'no cross-reference leads to these bytes' });
    expect(reasonOf(pdf)).toBe('CHANGED_AFTER_SIGNING');
  });
});
