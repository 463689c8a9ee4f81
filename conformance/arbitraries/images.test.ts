import * as fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { inkOf, shapeDifference } from '../checks/page/ink.ts';
import { blueHandwriting, type Drawing, pngOf, redSeal } from './images.ts';

const inkOfPng = (drawing: Drawing) => {
  const { width, height, data } = PNG.sync.read(Buffer.from(pngOf(drawing)));
  return inkOf({ width, height, rgba: data });
};

describe('drawn images', () => {
  it('handwriting is blue ink on a transparent ground', () => {
    fc.assert(
      fc.property(blueHandwriting, (drawing) => {
        const ink = inkOfPng(drawing);
        expect(ink.shareOfHue(180, 270)).toBe(1);
        expect(ink.share).toBeGreaterThan(0.05);
        expect(ink.transparent).toBeGreaterThan(0.4);
      }),
      { numRuns: 20 },
    );
  });

  it('seals are red ink on a transparent ground', () => {
    fc.assert(
      fc.property(redSeal, (drawing) => {
        const ink = inkOfPng(drawing);
        expect(ink.shareOfHue(340, 20)).toBe(1);
        expect(ink.transparent).toBeGreaterThan(0.4);
      }),
      { numRuns: 10 },
    );
  });

  it('differ in shape, and black or an opaque ground is seen as such', () => {
    const base = { kind: 'handwriting', strokes: 1, size: [320, 148] } as const;
    const blue = inkOfPng({ ...base, hue: 220 });
    expect(shapeDifference(blue, inkOfPng(base))).toBe(0);
    expect(shapeDifference(blue, inkOfPng({ ...base, hue: 220, strokes: 4 }))).toBeGreaterThan(0.3);
    expect(inkOfPng(base).shareOfHue(180, 270)).toBe(0);
    expect(inkOfPng({ ...base, hue: 220, opaque: true }).transparent).toBe(0);
  });
});
