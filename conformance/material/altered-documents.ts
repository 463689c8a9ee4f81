/** Files as they should not be: a byte changed on a page, content added behind the signatures, an older version, a cut file. */
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { isKind, openPdf, type PdfObject, pagesOf } from '../../core/pdf/reading/index.ts';
import { openForWriting, pageNumbered, startRevision } from '../../core/pdf/writing/index.ts';

/** Changes one byte in the middle of the content of a page (from 1): `share` 0 to 1 says where in it. */
export function withByteChanged(pdf: Uint8Array, page: number, share: number): Uint8Array {
  const { start, end } = contentOf(pdf, page);
  const at = Math.min(end - 1, start + Math.floor(share * (end - start)));
  const changed = Uint8Array.from(pdf);
  changed[at] = (changed[at] ?? 0) ^ 0x01;
  return changed;
}

/** The bytes of the first content stream of a page, without `stream` and `endstream`. */
function contentOf(pdf: Uint8Array, number: number): { readonly start: number; readonly end: number } {
  const document = openPdf(pdf);
  const first = document.view(0);
  const page = pagesOf(first, document.limits)[number - 1];
  const contents = page?.dictionary.entries.get('Contents');
  const object = objectNumber(first.resolve(contents)) ?? objectNumber(contents);
  const place = object === undefined ? undefined : first.definition(object)?.entry;
  if (object === undefined || place?.type !== 'offset')
    throw new Error(`page ${number} has no content of its own`);
  const end = document.endOf(object, first);
  const text = Buffer.from(pdf).toString('latin1');
  const from = text.indexOf('stream', place.offset) + 'stream'.length;
  const to = text.lastIndexOf('endstream', end);
  return { start: from + 2, end: to - 2 };
}

/** That the object refers to, or the first of those in a list. */
function objectNumber(object: PdfObject | undefined): number | undefined {
  if (isKind(object, 'array')) return objectNumber(object.items[0]);
  return isKind(object, 'reference') ? object.number : undefined;
}

export type Addition = 'overlay' | 'note' | 'page';

/** Appends a revision that shows something new: drawn over the first page, as a note on it, or on a page more. */
export async function withAddition(pdf: Uint8Array, addition: Addition): Promise<Uint8Array> {
  const document = await openForWriting(pdf);
  const revision = startRevision(document);
  const { context, catalog } = document;
  const page = pageNumbered(document, 1);
  const drawing = () =>
    revision.add(context.stream('q 1 1 1 rg 100 600 300 60 re f 0 g 110 620 280 8 re f Q'));
  switch (addition) {
    case 'overlay': {
      const before = page.dictionary.get(PDFName.of('Contents'));
      page.dictionary.set(
        PDFName.of('Contents'),
        context.obj([...(before === undefined ? [] : [before]), drawing()]),
      );
      revision.touch(page.reference);
      break;
    }
    case 'note': {
      const note = context.obj({
        Type: 'Annot',
        Subtype: 'Square',
        Rect: [100, 600, 400, 660],
        C: [1, 1, 1],
        IC: [1, 1, 1],
        F: 4,
      });
      const notes = page.dictionary.lookup(PDFName.of('Annots'));
      const kept = notes !== undefined && 'asArray' in notes ? (notes as { asArray(): [] }).asArray() : [];
      page.dictionary.set(PDFName.of('Annots'), context.obj([...kept, revision.add(note)]));
      revision.touch(page.reference);
      break;
    }
    case 'page': {
      const tree = catalog.get(PDFName.of('Pages'));
      const pages = context.lookup(tree, PDFDict);
      const fresh = context.obj({ Type: 'Page', MediaBox: [0, 0, 595, 842], Contents: drawing() });
      fresh.set(PDFName.of('Parent'), tree ?? context.obj(null));
      const kids = pages.lookup(PDFName.of('Kids')) as unknown as { asArray(): [] };
      pages.set(PDFName.of('Kids'), context.obj([...kids.asArray(), revision.add(fresh)]));
      pages.set(PDFName.of('Count'), context.obj(document.pages.length + 1));
      revision.touch(tree as Parameters<typeof revision.touch>[0]);
      break;
    }
  }
  return revision.finish();
}

/** The same file with another version in its header. */
export function withVersion(pdf: Uint8Array, version: string): Uint8Array {
  const changed = Uint8Array.from(pdf);
  changed.set(Buffer.from(`%PDF-${version}`), 0);
  return changed;
}

/** The first document with the pages of the second behind its own, as one unsigned file. */
export async function withPartBehind(main: Uint8Array, part: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(main, { updateMetadata: false });
  const other = await PDFDocument.load(part, { updateMetadata: false });
  for (const page of await document.copyPages(other, other.getPageIndices())) document.addPage(page);
  return document.save({ useObjectStreams: false });
}
