/** Every byte of a small signed document, changed: inside what is signed it fails with its reason, outside it is named. */
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectFacts } from '../facts/collect.ts';
import { crl } from '../testing/authority.ts';
import { timeStampToken } from '../testing/cms.ts';
import { personSigns, policy, sub, tsa } from '../testing/hand-made.ts';
import { append, basePdf, pageContent, signRevision, stream } from '../testing/pdf.ts';
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

describe('behind what is signed', () => {
  const packed = deflateSync(sub.der);
  const trailer = '/ID[<0a1b><2c3d>]';
  const identified = append(basePdf(), { 4: stream(pageContent) }, { trailer });
  const signedOnce = personSigns(identified, { room: 4_000, append: { trailer } });
  /** Archived as B-LT: its store lies behind the only signature. */
  const stored = append(
    signedOnce,
    {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/DSS 20 0 R>>',
      20: '<</Certs[21 0 R]/CRLs [ 22 0 R ]>>',
      21: `<</Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed.toString('latin1')}\nendstream`,
      22: stream(Buffer.from(crl({ issuer: sub }))),
    },
    { trailer },
  );
  const stampedStore = signRevision(stored, {
    name: 'Archive',
    number: 30,
    earlier: ['5 0 R'],
    rect: '0 0 0 0',
    subFilter: 'ETSI.RFC3161',
    type: 'DocTimeStamp',
    append: { trailer },
    objects: {
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 30 0 R]/SigFlags 3>>/DSS 20 0 R>>',
    },
    sign: (signed) => timeStampToken({ tsa, issuer: sub, stamped: signed, at: '2026-03-03T00:00:00Z' }),
  });

  /** All that a caller is told, but for the places of the revisions. */
  const told = (pdf: Buffer): string => {
    const report = verifyPdf(pdf, anySigner);
    if (report.verdict !== 'TOTAL-PASSED') return report.reason ?? '';
    const { changes, store, signatures } = collectFacts(pdf);
    return JSON.stringify([report.findings, changes, store, signatures.length]);
  };

  /** What every reader takes for the same: the list in the README. */
  const meansNothing = (pdf: Buffer, at: number, byte: number): boolean => {
    const [id, idEnd] = [pdf.lastIndexOf('/ID[<'), pdf.lastIndexOf('>]')];
    if (at > id + 4 && at < idEnd) return true;
    const from = pdf.indexOf(packed);
    if (at >= from && at < from + packed.length) {
      const other = withByte(packed, at - from, () => byte);
      return inflateSync(other).equals(Buffer.from(sub.der));
    }
    return [9, 10, 13, 32].includes(byte) && [9, 10, 13, 32].includes(pdf[at] ?? 0);
  };

  const silent = (pdf: Buffer, places: readonly number[], become: (byte: number, at: number) => number) => {
    const expected = told(pdf);
    return places.filter((at) => {
      const changed = withByte(pdf, at, (byte) => become(byte, at));
      return !changed.equals(pdf) && told(changed) === expected && !meansNothing(pdf, at, changed[at] ?? 0);
    });
  };

  const places = (pdf: Buffer, from: number, leaveOut: readonly [number, number] = [0, 0]) =>
    Array.from({ length: pdf.length - from }, (_, index) => from + index).filter(
      (at) => at < leaveOut[0] || at >= leaveOut[1],
    );

  it('both pass as they are', () => {
    expect([stored, stampedStore].map((pdf) => verifyPdf(pdf, anySigner).verdict)).toEqual([
      'TOTAL-PASSED',
      'TOTAL-PASSED',
    ]);
  });

  it.each([
    ['one bit of it', (byte: number, at: number) => byte ^ (1 << ((at * 5) % 8))],
    ['one more', (byte: number) => (byte + 1) & 255],
    ['one less', (byte: number) => (byte - 1) & 255],
    ['a zero byte', () => 0],
    ['a blank', () => 32],
    ['an end of line', () => 10],
  ])('no byte of a security store can be another unseen (%s), but for what means nothing', (_, become) => {
    expect(silent(stored, places(stored, signedOnce.length), become)).toEqual([]);
  });

  it('no byte under a time stamp over the store can be another at all: chosen at random', () => {
    const under = places(stampedStore, signedOnce.length, holeOf(stampedStore));
    fc.assert(
      fc.property(fc.constantFrom(...under), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = withByte(stampedStore, at, (byte) => byte ^ difference);
        expect(told(changed)).not.toBe(told(stampedStore));
      }),
      { numRuns: 400 },
    );
  });
});
