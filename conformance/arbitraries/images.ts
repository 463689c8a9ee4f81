/** Pictures to sign with: handwriting in blue, seals in red, other colours for products that must not take them; all transparent PNGs. */
import * as fc from 'fast-check';
import { PNG } from 'pngjs';

/** A picture as numbers, so that a counterexample says what it was. */
export interface Drawing {
  readonly kind: 'handwriting' | 'seal';
  /** Degrees, 0 red, 240 blue; `undefined` is black. */
  readonly hue?: number;
  /** Which strokes: any number. */
  readonly strokes: number;
  /** Width by height in pixels. */
  readonly size: readonly [number, number];
  /** A white ground instead of a transparent one. */
  readonly opaque?: true;
}

export const blueHandwriting: fc.Arbitrary<Drawing> = fc.record({
  kind: fc.constant('handwriting' as const),
  hue: fc.integer({ min: 205, max: 250 }),
  strokes: fc.nat(9999),
  size: fc.constantFrom([320, 148] as const, [240, 120] as const, [400, 160] as const),
});

export const redSeal: fc.Arbitrary<Drawing> = fc.record({
  kind: fc.constant('seal' as const),
  hue: fc.constantFrom(0, 355, 5),
  strokes: fc.nat(9999),
  size: fc.constantFrom([240, 240] as const, [300, 300] as const),
});

/** The PNG file of a drawing: always the same bytes for the same numbers. */
export function pngOf(drawing: Drawing): Uint8Array {
  const [width, height] = drawing.size;
  const png = new PNG({ width, height, colorType: 6 });
  if (drawing.opaque === true) png.data.fill(255);
  const ink = drawing.hue === undefined ? ([12, 12, 12] as const) : rgbOf(drawing.hue);
  const dot = (x: number, y: number, radius: number) => fillDisc(png, x, y, radius, ink);
  if (drawing.kind === 'seal') drawSeal(drawing, dot);
  else drawHandwriting(drawing, dot);
  return PNG.sync.write(png, { colorType: 6 });
}

type Dot = (x: number, y: number, radius: number) => void;

/** Loops that go from edge to edge, so that picture and ink have the same box. */
function drawHandwriting({ size: [width, height], strokes }: Drawing, dot: Dot): void {
  const pen = 2 + (strokes % 3);
  const loops = 3 + (strokes % 5);
  const lean = ((strokes >> 3) % 7) / 7;
  const path = Array.from({ length: 1201 }, (_, step) => {
    const t = step / 1200;
    const swing = Math.sin(t * loops * 2 * Math.PI + strokes);
    return [
      t + 0.06 * Math.cos(t * loops * 2 * Math.PI),
      swing * (0.55 + 0.45 * Math.cos(t * (2 + lean) * Math.PI) ** 2),
    ] as const;
  });
  const across = spreadOver(
    path.map(([x]) => x),
    pen,
    width - pen,
  );
  const down = spreadOver(
    path.map(([, y]) => y),
    pen,
    height - pen,
  );
  for (const [step, x] of across.entries()) dot(x, down[step] ?? 0, pen);
}

/** The same numbers, the least of them at `from` and the largest at `to`. */
function spreadOver(numbers: readonly number[], from: number, to: number): readonly number[] {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return numbers.map((number) => from + ((number - least) / (most - least)) * (to - from));
}

/** Two rings, the outer one up to the edge, and a five-pointed star whose rays turn with `strokes`. */
function drawSeal({ size: [width, height], strokes }: Drawing, dot: Dot): void {
  const radius = Math.min(width, height) / 2;
  const turn = (strokes % 360) * (Math.PI / 180);
  for (let step = 0; step < 2400; step++) {
    const angle = (step / 2400) * 2 * Math.PI;
    for (const share of [1 - 3 / radius, 0.66]) {
      dot(width / 2 + Math.cos(angle) * radius * share, height / 2 + Math.sin(angle) * radius * share, 3);
    }
  }
  for (let ray = 0; ray < 5; ray++) {
    const from = turn + (ray * 2 * Math.PI) / 5;
    const to = from + (4 * Math.PI) / 5;
    for (let step = 0; step <= 200; step++) {
      const t = step / 200;
      const x = (1 - t) * Math.cos(from) + t * Math.cos(to);
      const y = (1 - t) * Math.sin(from) + t * Math.sin(to);
      dot(width / 2 + x * radius * 0.5, height / 2 + y * radius * 0.5, 3);
    }
  }
}

function fillDisc(
  png: PNG,
  x: number,
  y: number,
  radius: number,
  [red, green, blue]: readonly [number, number, number],
): void {
  for (let row = Math.floor(y - radius); row <= y + radius; row++) {
    for (let column = Math.floor(x - radius); column <= x + radius; column++) {
      if (row < 0 || column < 0 || row >= png.height || column >= png.width) continue;
      if ((row - y) ** 2 + (column - x) ** 2 > radius ** 2) continue;
      const at = (row * png.width + column) * 4;
      png.data.set([red, green, blue, 255], at);
    }
  }
}

/** Full saturation, dark enough for ink. */
function rgbOf(hue: number): readonly [number, number, number] {
  const channel = (offset: number) => {
    const k = (offset + hue / 60) % 6;
    return Math.round(190 - 170 * Math.max(0, Math.min(k, 4 - k, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}
