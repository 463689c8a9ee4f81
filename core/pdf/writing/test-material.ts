/** Small PDFs made by hand, and revisions added to them, for the tests of this folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PDFDict, PDFName, PDFRawStream } from 'pdf-lib';
import { projectRoot } from '../../../foundation/paths.ts';
import { openForWriting, type WritableDocument } from './document.ts';
import { startRevision } from './revision.ts';
import { fillByteRange, fillContents, signatureDictionary } from './signature-dictionary.ts';
import { addSignatureField, freeFieldName, pageNumbered } from './signature-field.ts';

/** Objects 1, 2, … as texts; object 1 is the catalogue. Classic table. */
export function handMade(objects: readonly string[], ending = '\n'): Uint8Array {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n`;
  text += `<< /Size ${size} /Root 1 0 R /ID [<aa> <bb>] >>\nstartxref\n${start}\n%%EOF${ending}`;
  return Buffer.from(text, 'latin1');
}

export const plainObjects = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>',
  '<< /Type /Page /Parent 2 0 R >>',
] as const;

export function fixtureDocument(name: string): Uint8Array {
  return readFileSync(join(projectRoot, 'fixtures/documents', name));
}

/** One more revision with a field whose "signature" is some bytes: enough for everything but cryptography. */
export async function withField(pdf: Uint8Array, name?: string): Promise<Uint8Array> {
  const document = await openForWriting(pdf);
  const revision = startRevision(document);
  const dictionary = signatureDictionary({
    subFilter: 'ETSI.CAdES.detached',
    claimedTime: "D:20261122093015+07'00'",
    signerName: 'Nguyễn Văn An',
    room: 64,
  });
  const form = document.context.obj({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10] }) as PDFDict;
  addSignatureField(revision, {
    name: freeFieldName(document, name),
    page: pageNumbered(document, 1),
    rectangle: { left: 20, bottom: 20, right: 60, top: 40 },
    signature: revision.add(dictionary.object),
    appearance: revision.add(PDFRawStream.of(form, Buffer.from('0 0 10 10 re f'))),
  });
  const file = revision.finish();
  fillContents(
    file,
    fillByteRange(file, dictionary, document.bytes.length),
    Buffer.from('3003020101', 'hex'),
  );
  return file;
}

/** A revision made by changing objects as the caller likes. */
export async function withChange(
  pdf: Uint8Array,
  change: (document: WritableDocument, touch: ReturnType<typeof startRevision>['touch']) => void,
): Promise<Uint8Array> {
  const document = await openForWriting(pdf);
  const revision = startRevision(document);
  change(document, revision.touch);
  return revision.finish();
}

export const name = (text: string) => PDFName.of(text);

/** The bytes with one text in place of another, which must occur. */
export function replaced(pdf: Uint8Array, from: string, to: string, last = false): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const at = last ? text.lastIndexOf(from) : text.indexOf(from);
  if (at < 0) throw new Error(`no ${from}`);
  return Buffer.from(text.slice(0, at) + to + text.slice(at + from.length), 'latin1');
}
