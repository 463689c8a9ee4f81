import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { regimeOf } from '../regimes/index.ts';
import { fixture } from '../test-material.ts';
import { readImage } from './image.ts';

const { personal, agency, largestPixels } = regimeOf('hai-phong-2025').images;
const asPerson = (png: Uint8Array) => readImage(png, 'personal', personal, largestPixels);
const asAgency = (png: Uint8Array) => readImage(png, 'agency', agency, largestPixels);
const image = (name: string) => fixture('images', name);

/** A disc of one colour on nothing. */
function disc(red: number, green: number, blue: number, alpha = 255): Buffer {
  const png = new PNG({ width: 40, height: 40 });
  for (let y = 0; y < 40; y += 1) {
    for (let x = 0; x < 40; x += 1) {
      const inside = (x - 20) ** 2 + (y - 20) ** 2 < 200;
      png.data.set([red, green, blue, inside ? alpha : 0], (y * 40 + x) * 4);
    }
  }
  return PNG.sync.write(png);
}

describe('an image', () => {
  it('is taken apart into colours and opacity', () => {
    const { width, height, rgb, alpha } = asPerson(image('chu-ky-xanh.png'));
    expect([width, height, rgb.length, alpha.length]).toEqual([615, 284, 615 * 284 * 3, 615 * 284]);
  });

  it.each(['dau-do.png', 'dau-do-40mm.png'])('%s is a seal', (name) => {
    expect(asAgency(image(name)).width).toBeGreaterThan(400);
  });

  it.each([
    ['dark blue', disc(10, 20, 120)],
    ['light blue', disc(80, 130, 230)],
    ['half transparent blue', disc(20, 40, 160, 128)],
  ])('of %s ink is a signature', (_, png) => {
    expect(asPerson(png).width).toBe(40);
  });

  it.each([
    ['nothing', new Uint8Array(), 'SIGN_IMAGE_MISSING'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'SIGN_IMAGE_NOT_PNG'],
    ['a PNG cut short', image('chu-ky-xanh.png').subarray(0, 400), 'SIGN_IMAGE_NOT_PNG'],
    ['a picture that claims to be huge', claiming(60_000), 'SIGN_IMAGE_TOO_LARGE'],
    ['black ink', image('chu-ky-den.png'), 'SIGN_IMAGE_NOT_BLUE'],
    ['green ink', disc(20, 150, 40), 'SIGN_IMAGE_NOT_BLUE'],
    ['a seal', image('dau-do.png'), 'SIGN_IMAGE_NOT_BLUE'],
    ['a white background', image('chu-ky-nen-trang.png'), 'SIGN_IMAGE_NOT_TRANSPARENT'],
    ['nothing visible', disc(0, 0, 255, 1), 'SIGN_IMAGE_EMPTY'],
  ])('of %s is no personal signature', (_, png, code) => {
    expect(() => asPerson(png)).toThrow(expect.objectContaining({ code }));
  });

  it('of blue or orange ink is no seal', () => {
    for (const png of [image('chu-ky-xanh.png'), disc(255, 200, 0)]) {
      expect(() => asAgency(png)).toThrow(expect.objectContaining({ code: 'SIGN_IMAGE_NOT_RED' }));
    }
  });
});

function claiming(width: number): Buffer {
  const png = Buffer.from(image('chu-ky-xanh.png'));
  png.writeUInt32BE(width, 16);
  return png;
}
