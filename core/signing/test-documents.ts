/** For tests: documents that are made rather than kept, as scanned paper and empty signature fields. */
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFRef } from 'pdf-lib';
import { PNG } from 'pngjs';
import { withChange } from '../pdf/writing/test-material.ts';

/** A4 with one picture that fills it, at about so many dots per inch; colour type 0 is grey, 2 is colour. */
export async function scan(dpi: number, colorType: 0 | 2): Promise<Uint8Array> {
  const [width, height] = [Math.round(8.27 * dpi), Math.round(11.69 * dpi)];
  const png = PNG.sync.write(new PNG({ width, height, fill: true }), { colorType, inputHasAlpha: true });
  const document = await PDFDocument.create();
  const picture = await document.embedPng(png);
  document.addPage([595, 842]).drawImage(picture, { width: 595, height: 842 });
  return document.save({ useObjectStreams: false });
}

/** The first field with more in its dictionary. */
export function withFieldEntries(pdf: Uint8Array, entries: Readonly<Record<string, unknown>>) {
  return withChange(pdf, ({ context, fields }, touch) => {
    const field = fields[0];
    if (field?.reference === undefined) throw new Error('no field');
    for (const [key, value] of Object.entries(entries)) {
      field.dictionary.set(PDFName.of(key), context.obj(value as never));
    }
    touch(field.reference);
  });
}

/** One empty signature field, "Ô ký"; with `apart`, its widget is an object of its own. */
export function withEmptyField(pdf: Uint8Array, rectangle: readonly number[], apart = false) {
  return withChange(pdf, ({ context, catalog, root, pages }, touch) => {
    const page = pages[0];
    if (page === undefined) throw new Error('no page');
    const field = { FT: 'Sig', T: PDFHexString.fromText('Ô ký') };
    const face = { Type: 'Annot', Subtype: 'Widget', Rect: [...rectangle], F: 4, P: page.reference };
    const widget = context.register(context.obj(apart ? face : { ...field, ...face }));
    let top: PDFRef = widget;
    if (apart) {
      top = context.register(context.obj({ ...field, Kids: [widget] }));
      context.lookup(widget, PDFDict).set(PDFName.of('Parent'), top);
    }
    catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [top] }));
    const given = page.dictionary.lookup(PDFName.of('Annots'));
    const list = given instanceof PDFArray ? given.asArray() : [];
    page.dictionary.set(PDFName.of('Annots'), context.obj([...list, widget]));
    touch(root);
    touch(page.reference);
  });
}
