import { readFileSync } from 'node:fs';
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { pngOf } from '../../arbitraries/images.ts';
import { baseDocument, baseDocuments } from '../../material/documents.ts';
import { addedBy } from './added.ts';
import { inkBoxOf, inkOf, shapeDifference } from './ink.ts';
import { lookAt } from './look.ts';
import { signatureBlockOf } from './signature-block.ts';
import { deviationFromTimes } from './times-widths.ts';

const picture = pngOf({ kind: 'handwriting', hue: 220, strokes: 5, size: [320, 148] });

/** A widget on the first page whose appearance is the given content; `/I` is the picture, `/F` the font. */
async function withWidget(content: string, flags = 4, font: StandardFonts = StandardFonts.TimesRoman) {
  const document = await PDFDocument.load(readFileSync(baseDocument('cong-van-classic.pdf').path));
  const image = await document.embedPng(picture);
  await image.embed();
  const face = await document.embedFont(font);
  const { context } = document;
  const form = context.flateStream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 100, 50],
    Resources: { XObject: { I: image.ref }, Font: { F: face.ref } },
  });
  const widget = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    Rect: [300, 200, 500, 300],
    F: flags,
  });
  widget.set(PDFName.of('AP'), context.obj({ N: context.register(form) }));
  document.getPage(0).node.addAnnot(context.register(widget));
  return document.save();
}

describe('looking at a page', () => {
  it('sees the picture of an annotation where the rectangle puts it, with its transparency', async () => {
    const [page] = await lookAt(await withWidget('q 80 0 0 40 10 5 cm /I Do Q'));
    const [drawn] = page?.annotations[0]?.drawn ?? [];
    if (drawn?.kind !== 'image') throw new Error('no picture seen');
    // The appearance is twice as large on the page as in its own box.
    expect(drawn.box).toEqual({ left: 320, bottom: 210, right: 480, top: 290 });
    for (const side of ['left', 'bottom', 'right', 'top'] as const)
      expect(Math.abs(drawn.ink[side] - drawn.box[side]), side).toBeLessThan(1);
    const ink = inkOf(drawn.pixels);
    expect(ink.shareOfHue(180, 270)).toBeGreaterThan(0.99);
    expect(ink.transparent).toBeGreaterThan(0.4);
    expect(shapeDifference(ink, ink)).toBe(0);
  });

  it('sees where a picture has its ink, and that one without ink has none', async () => {
    const pixels = (marks: readonly (readonly [number, number])[]) => {
      const rgba = new Uint8Array(10 * 10 * 4);
      for (const [x, y] of marks) rgba.set([200, 0, 0, 255], (y * 10 + x) * 4);
      return { width: 10, height: 10, rgba };
    };
    const marks = [
      [2, 1],
      [6, 4],
    ] as const;
    expect(inkBoxOf(pixels(marks))).toEqual({ left: 0.2, bottom: 0.5, right: 0.7, top: 0.9 });
    expect(inkBoxOf(pixels([]))).toEqual({ left: 0, bottom: 0, right: 0, top: 0 });
  });

  it('reads words line by line with size, colour and metrics', async () => {
    const content = 'BT /F 5 Tf 0 0 1 rg 6 TL 2 30 Td (Sao y 2026) Tj T* (second line) Tj ET';
    const [page] = await lookAt(await withWidget(content));
    const texts = page?.annotations[0]?.drawn.filter((one) => one.kind === 'text') ?? [];
    expect(texts.map(({ text }) => text)).toEqual(['Sao y 2026', 'second line']);
    expect(texts.map(({ size }) => size)).toEqual([10, 10]);
    expect(texts[0]).toMatchObject({ colour: '#0000ff', upright: true, bold: false });
    expect((texts[0]?.box.bottom ?? 0) - (texts[1]?.box.bottom ?? 0)).toBeCloseTo(12);
    expect(await deviationFromTimes(texts.flatMap(({ glyphs }) => glyphs))).toBeLessThan(0.001);
  });

  it.each([
    [
      'slanted by its matrix',
      'BT /F 5 Tf 1 0 0.3 1 2 30 Tm (Sao y) Tj ET',
      StandardFonts.TimesRoman,
      { upright: false },
    ],
    [
      'an italic face',
      'BT /F 5 Tf 2 30 Td (Sao y) Tj ET',
      StandardFonts.TimesRomanItalic,
      { upright: false },
    ],
    ['a bold face', 'BT /F 5 Tf 2 30 Td (Sao y) Tj ET', StandardFonts.TimesRomanBold, { bold: true }],
  ])('tells letters that are %s', async (_, content, font, expected) => {
    const [page] = await lookAt(await withWidget(content, 4, font));
    expect(page?.annotations[0]?.drawn[0]).toMatchObject(expected);
  });

  it('tells another face by its widths', async () => {
    const [page] = await lookAt(
      await withWidget('BT /F 5 Tf 2 30 Td (Sao y 2026) Tj ET', 4, StandardFonts.Helvetica),
    );
    const texts = page?.annotations[0]?.drawn.filter((one) => one.kind === 'text') ?? [];
    expect(await deviationFromTimes(texts.flatMap(({ glyphs }) => glyphs))).toBeGreaterThan(0.05);
  });

  it('does not see what is hidden or drawn in invisible letters', async () => {
    const hidden = 2;
    const [page] = await lookAt(await withWidget('q 80 0 0 40 10 5 cm /I Do Q', hidden));
    expect(page?.annotations ?? []).toEqual([]);
    const [other] = await lookAt(await withWidget('BT 3 Tr /F 5 Tf 2 30 Td (unseen) Tj ET'));
    expect(other?.annotations[0]?.drawn).toEqual([]);
  });

  it('tells what was added from what was there', async () => {
    const before = await lookAt(readFileSync(baseDocument('cong-van-classic.pdf').path));
    const after = await lookAt(await withWidget('q 80 0 0 40 10 5 cm /I Do Q'));
    expect(addedBy(before, after).map(({ images, texts }) => [images.length, texts.length])).toEqual([
      [1, 0],
    ]);
    expect(addedBy(after, after)).toEqual([]);
  });

  it.each(baseDocuments.map((document) => [document.file, document] as const))(
    'finds the signature block of %s on its last page',
    async (_, document) => {
      const block = signatureBlockOf(await lookAt(readFileSync(document.path)), document.signer);
      expect(block?.page).toBe(document.pages);
      expect(block?.title.bottom).toBeGreaterThan(block?.name.top ?? Number.POSITIVE_INFINITY);
    },
  );
});
