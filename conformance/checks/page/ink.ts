/** What a picture is made of: which of its pixels are ink, in which colours, in which shape, and how much is see-through. */
import type { Box, Pixels } from './look.ts';

export interface Ink {
  /** Pixels that leave a mark on white paper, as a share of all. */
  readonly share: number;
  /** Share of the ink whose hue lies in the range asked for and that is more than grey. */
  shareOfHue(from: number, to: number): number;
  /** Share of all pixels through which the page is seen. */
  readonly transparent: number;
  /** Coverage by ink on a grid of `shapeGrid` squared cells, row by row, each 0 to 1. */
  readonly shape: readonly number[];
}

export const shapeGrid = 24;
/** Lighter than this in every channel counts as paper. */
const paper = 235;

export function inkOf({ width, height, rgba }: Pixels): Ink {
  const hues: number[] = [];
  let ink = 0;
  let clear = 0;
  const shape = new Array<number>(shapeGrid * shapeGrid).fill(0);
  const cell = (width * height) / (shapeGrid * shapeGrid);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
      if (alpha < 64) clear += 1;
      if (!isInk(red, green, blue, alpha)) continue;
      ink += 1;
      const hue = hueOf(red, green, blue);
      if (hue !== undefined) hues.push(hue);
      const place = Math.floor((y * shapeGrid) / height) * shapeGrid + Math.floor((x * shapeGrid) / width);
      shape[place] = (shape[place] ?? 0) + 1 / cell;
    }
  }
  const pixels = width * height;
  return {
    share: ink / pixels,
    transparent: clear / pixels,
    shape,
    shareOfHue: (from, to) => {
      if (ink === 0) return 0;
      const inside =
        from <= to ? (hue: number) => hue >= from && hue <= to : (hue: number) => hue >= from || hue <= to;
      return hues.filter(inside).length / ink;
    },
  };
}

/** Where the ink is, in shares of the picture's width and height from its lower left corner. */
export function inkBoxOf({ width, height, rgba }: Pixels): Box {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (!isInk(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0, rgba[at + 3] ?? 0)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  if (right <= left) return { left: 0, bottom: 0, right: 0, top: 0 };
  return { left: left / width, bottom: 1 - bottom / height, right: right / width, top: 1 - top / height };
}

function isInk(red: number, green: number, blue: number, alpha: number): boolean {
  return alpha >= 128 && Math.min(red, green, blue) < paper;
}

/** Mean difference of two shapes, 0 (the same) to 1, in cells where either has ink. */
export function shapeDifference(a: Ink, b: Ink): number {
  let difference = 0;
  let weight = 0;
  for (let place = 0; place < shapeGrid * shapeGrid; place++) {
    const [first = 0, second = 0] = [a.shape[place], b.shape[place]];
    difference += Math.abs(first - second);
    weight += Math.max(first, second);
  }
  return weight === 0 ? 0 : difference / weight;
}

/** Degrees, 0 red, 120 green, 240 blue; undefined for greys. */
function hueOf(red: number, green: number, blue: number): number | undefined {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread < 24) return undefined;
  if (most === red) return (60 * ((green - blue) / spread) + 360) % 360;
  if (most === green) return 60 * ((blue - red) / spread) + 120;
  return 60 * ((red - green) / spread) + 240;
}
