/** Reads the picture of a signature or seal and refuses one that the regime does not allow. */
import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import { fail } from '../errors.ts';
import type { ImageRule } from '../regimes/index.ts';

export interface SignatureImage {
  readonly width: number;
  readonly height: number;
  /** Three bytes and one byte a pixel. */
  readonly rgb: Uint8Array;
  readonly alpha: Uint8Array;
}

const remembered = new Map<string, SignatureImage>();

/** Throws SIGN_IMAGE_MISSING, SIGN_IMAGE_NOT_PNG, SIGN_IMAGE_TOO_LARGE, _NOT_TRANSPARENT, _EMPTY, _NOT_BLUE, _NOT_RED. */
export function readImage(
  png: Uint8Array,
  as: string,
  rule: ImageRule,
  largestPixels: number,
): SignatureImage {
  if (png.length === 0) throw fail('SIGN_IMAGE_MISSING', { as });
  const image = decodedPng(png, largestPixels);
  const { transparent, ink, blue, red } = sharesOf(image);
  if (transparent < rule.transparentShare) {
    throw fail('SIGN_IMAGE_NOT_TRANSPARENT', {
      share: percent(transparent),
      wanted: percent(rule.transparentShare),
    });
  }
  if (ink < 0.002) throw fail('SIGN_IMAGE_EMPTY');
  if (rule.colour === 'blue' && blue < rule.colourShare) {
    throw fail('SIGN_IMAGE_NOT_BLUE', { share: percent(blue) });
  }
  if (rule.colour === 'red' && red < rule.colourShare) {
    throw fail('SIGN_IMAGE_NOT_RED', { share: percent(red) });
  }
  return image;
}

function decodedPng(png: Uint8Array, largestPixels: number): SignatureImage {
  const key = createHash('sha256').update(png).digest('base64');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const data = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const signature = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  if (data.length < 33 || !data.subarray(0, 16).equals(signature)) throw fail('SIGN_IMAGE_NOT_PNG');
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  // Before unpacking: a small file may claim a huge picture.
  if (width > largestPixels || height > largestPixels) {
    throw fail('SIGN_IMAGE_TOO_LARGE', { width, height, limit: largestPixels });
  }
  const image = separated(unpacked(data));
  // Two or three images serve a whole batch; more than a handful is no batch.
  if (remembered.size >= 8) remembered.clear();
  remembered.set(key, image);
  return image;
}

function unpacked(data: Buffer): PNG {
  try {
    return PNG.sync.read(data);
  } catch (cause) {
    throw fail('SIGN_IMAGE_NOT_PNG', {}, cause);
  }
}

function separated({ width, height, data }: PNG): SignatureImage {
  const rgb = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    rgb.set(data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
    alpha[pixel] = data[pixel * 4 + 3] ?? 0;
  }
  return Object.freeze({ width, height, rgb, alpha });
}

const shares = new WeakMap<SignatureImage, ReturnType<typeof colourShares>>();

/** Kept with the image: looking at every pixel takes as long as all the rest of a signature. */
function sharesOf(image: SignatureImage) {
  const known = shares.get(image) ?? colourShares(image);
  shares.set(image, known);
  return known;
}

/** Shares of all pixels (transparent, ink) and of the ink, weighted by opacity (blue, red). */
function colourShares({ rgb, alpha }: SignatureImage) {
  let [clear, opaque, blue, red] = [0, 0, 0, 0];
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    const weight = alpha[pixel] ?? 0;
    if (weight < 16) clear += 1;
    else {
      const [r = 0, g = 0, b = 0] = rgb.subarray(pixel * 3, pixel * 3 + 3);
      opaque += weight;
      if (b > r + 30 && b > g + 20) blue += weight;
      if (r > g + 60 && r > b + 60) red += weight;
    }
  }
  const ink = opaque / 255 / alpha.length;
  return {
    transparent: clear / alpha.length,
    ink,
    blue: opaque === 0 ? 0 : blue / opaque,
    red: opaque === 0 ? 0 : red / opaque,
  };
}

function percent(share: number): number {
  return Math.round(share * 100);
}
