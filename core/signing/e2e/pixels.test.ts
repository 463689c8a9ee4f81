/** What is seen: text is compared by pixels, because lost glyphs still yield their text. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { openForWriting, type Rectangle, widgetRectangle } from '../../pdf/writing/index.ts';
import { handMade, plainObjects } from '../../pdf/writing/test-material.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { signatureText, textBlock } from '../appearance/text-appearance.ts';
import { regimeOf } from '../regimes/index.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, type TestPki, testPki } from '../test-material.ts';

const regime = regimeOf('hai-phong-2025');
const at = '2026-11-22T02:30:15Z';
const resolution = 144;
const scale = resolution / 72;
const page = handMade(plainObjects);
const lower = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ';
const everyLetter = `${spaced(lower)} ${spaced(lower.toLocaleUpperCase('vi'))} 0123456789/-:.+ ZẶ`;

describe.skipIf(!foreign('pdftoppm').present)('a rendered signature', () => {
  let folder: string;
  let pki: TestPki;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-pixels-'));
    pki = await testPki();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function rendered(pdf: Uint8Array): PNG {
    const path = join(folder, 'page.pdf');
    writeFileSync(path, pdf);
    const out = join(folder, 'page');
    execFileSync(foreign('pdftoppm').path, ['-r', String(resolution), '-singlefile', '-png', path, out]);
    return PNG.sync.read(readFileSync(`${out}.png`));
  }

  async function signed(pdf: Uint8Array, uid: string, appearance: Appearance) {
    const signer = await pki.signer({ name: 'Thử', uid });
    const clock = fixedClock(at);
    return signPdf({ pdf, signer, appearance, regulation: 'hai-phong-2025', clock });
  }

  /** The same lines at the same place, drawn by pdf-lib with the whole font. */
  async function drawnWhole(lines: readonly string[], block: Rectangle): Promise<Uint8Array> {
    const document = await PDFDocument.load(page);
    document.registerFontkit(fontkit);
    const path = join(projectRoot, 'core/signing/appearance/fonts', regime.text.font);
    const font = await document.embedFont(readFileSync(path), { subset: false });
    const { sizePt: size, leadingPt, paddingPt } = regime.text;
    lines.forEach((line, index) => {
      const y = block.top - paddingPt - 0.891 * size - index * leadingPt;
      document.getPage(0).drawText(line, { x: block.left + paddingPt, y, size, font });
    });
    return document.save();
  }

  it('has every Vietnamese letter as the whole font draws it', async () => {
    const appearance = { kind: 'annex', documentNumber: everyLetter } as const;
    const file = await signed(page, 'MST:0200000001', appearance);
    const block = await lastWidget(file);
    const text = await signatureText(appearance, new Date(at), regime);
    const { lines } = textBlock(text, regime, block.right - block.left + 0.1);
    expect(lines.length).toBeGreaterThan(3);
    const shown = cropped(rendered(file), block);
    const whole = cropped(rendered(await drawnWhole(lines, block)), block);
    expect(difference(shown, whole)).toBeLessThan(0.002);
    // The comparison must see one lost letter: Ặ without its dot is Ă.
    const lost = lines.map((line) => line.replace('ZẶ', 'ZĂ'));
    const other = cropped(rendered(await drawnWhole(lost, block)), block);
    expect(largestDifference(shown, other)).toBeGreaterThan(100);
    expect(largestDifference(shown, whole)).toBeLessThan(64);
  });

  it('draws text black and the paper around it white', async () => {
    const file = await signed(page, 'MST:0200000001', { kind: 'annex', documentNumber: '128/SKTS' });
    const shown = cropped(rendered(file), await lastWidget(file));
    const grey = pixels(shown).every(([r, g, b]) => Math.abs(r - g) < 3 && Math.abs(g - b) < 3);
    expect(grey).toBe(true);
    expect(Math.min(...pixels(shown).map(([r]) => r))).toBeLessThan(40);
  });

  it.each([0, 90, 180, 270])('is upright on a page turned by %d', async (turn) => {
    const turned = handMade([
      ...plainObjects.slice(0, 2),
      `<< /Type /Page /Parent 2 0 R /MediaBox [30 40 625 882] /Rotate ${turn} >>`,
    ]);
    const appearance = { kind: 'annex', documentNumber: '128/SKTS-HCTH' } as const;
    const straight = await signed(page, 'MST:0200000001', appearance);
    const file = await signed(turned, 'MST:0200000001', appearance);
    const shown = cropped(rendered(file), await lastWidget(file));
    const expected = cropped(rendered(straight), await lastWidget(straight));
    expect(Math.abs(shown.width - expected.width)).toBeLessThan(2);
    expect(ink(shown) / ink(expected)).toBeCloseTo(1, 1);
    // Upright: the first line is shorter than the second, so the right end of the first is white.
    for (const picture of [shown, expected]) {
      const right = pixels(picture).filter(
        (_, i) => i % picture.width > picture.width * 0.75 && i < (picture.width * picture.height) / 2,
      );
      expect(right.every(([r]) => r > 200)).toBe(true);
      expect(ink(picture)).toBeGreaterThan(50);
    }
  });

  it('shows the blue signature through the red seal', async () => {
    const letter = fixture('documents', 'cong-van-classic.pdf');
    const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
    const image = fixture('images', 'chu-ky-xanh.png');
    const once = await signed(letter, 'CCCD:001', { kind: 'personal', image, anchor });
    const seal = { image: fixture('images', 'dau-do.png'), sizeMm: { width: 36, height: 36 } };
    const twice = await signed(once, 'MST:02', { kind: 'agency', ...seal });
    const [person, stamp] = [await lastWidget(once), await lastWidget(twice)];
    const overlap = { ...person, right: stamp.right };
    const right = { ...person, left: stamp.right + 1 };
    const before = pixels(cropped(rendered(once), overlap));
    const after = pixels(cropped(rendered(twice), overlap));
    const blue = before.filter(isBlue).length;
    expect(blue).toBeGreaterThan(100);
    expect(before.some(isRed)).toBe(false);
    expect(after.filter(isRed).length).toBeGreaterThan(100);
    expect(after.filter(isBlue).length).toBeGreaterThan(blue / 3);
    const picture = pixels(cropped(rendered(twice), right));
    expect(picture.some(isRed)).toBe(false);
    expect(picture.filter(isBlue).length).toBeGreaterThan(100);
  });
});

async function lastWidget(pdf: Uint8Array): Promise<Rectangle> {
  const { context, fields, pages } = await openForWriting(pdf);
  const [field, first] = [fields.at(-1), pages[0]];
  const rectangle = field && first && widgetRectangle(context, first, field.dictionary);
  if (rectangle === undefined) throw new Error('no widget');
  return rectangle;
}

function cropped(picture: PNG, { left, right, top, bottom }: Rectangle): PNG {
  const x = Math.round(left * scale);
  const y = picture.height - Math.round(top * scale);
  const part = new PNG({
    width: Math.round((right - left) * scale),
    height: Math.round((top - bottom) * scale),
  });
  PNG.bitblt(picture, part, x, y, part.width, part.height, 0, 0);
  return part;
}

type Pixel = readonly [red: number, green: number, blue: number];

function pixels({ data }: PNG): readonly Pixel[] {
  return Array.from({ length: data.length / 4 }, (_, i) => [
    data[4 * i] ?? 0,
    data[4 * i + 1] ?? 0,
    data[4 * i + 2] ?? 0,
  ]);
}

const isBlue = ([r, , b]: Pixel) => b > 90 && b > r + 50;
const isRed = ([r, g, b]: Pixel) => r > 150 && r > g + 70 && r > b + 50;
const ink = (picture: PNG) => pixels(picture).filter(([r]) => r < 128).length;

/** Mean of the differences, 0 to 1. */
function difference(a: PNG, b: PNG): number {
  const [left, right] = [pixels(a), pixels(b)];
  return left.reduce((sum, [r], i) => sum + Math.abs(r - (right[i]?.[0] ?? 0)), 0) / left.length / 255;
}

function largestDifference(a: PNG, b: PNG): number {
  const right = pixels(b);
  return Math.max(...pixels(a).map(([r], i) => Math.abs(r - (right[i]?.[0] ?? 0))));
}

/** In words, so that lines can break. */
function spaced(text: string): string {
  return text.match(/.{1,9}/gu)?.join(' ') ?? '';
}
