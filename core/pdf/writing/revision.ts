/** Appends one revision: the new objects and the ones marked as changed, nothing else, behind bytes that stay as they are. */
import { hash } from 'node:crypto';
import { PDFArray, PDFHexString, type PDFObject, PDFRef } from 'pdf-lib';
import { type Placed, streamSection, tableSection } from './cross-reference.ts';
import type { WritableDocument } from './document.ts';
import { fail } from './errors.ts';
import { indirectObject } from './serialised.ts';

export interface Revision {
  readonly document: WritableDocument;
  /** Registers a new object, which is written with this revision. */
  add(object: PDFObject): PDFRef;
  /** Marks an existing object as changed. */
  touch(reference: PDFRef): void;
  /**
   * The whole file: the earlier bytes, the objects, a cross-reference of the file's kind, `%%EOF`.
   * `allocate` gives it its place. Throws PDF_EARLIER_BYTES_CHANGED, which means a fault of this folder.
   */
  finish(allocate?: (length: number) => Uint8Array): Uint8Array;
}

export function startRevision(document: WritableDocument): Revision {
  const { context, largestObject } = document;
  const touched = new Set<PDFRef>();
  return Object.freeze({
    document,
    add: (object: PDFObject) => context.register(object),
    touch: (reference: PDFRef) => void touched.add(reference),
    finish: (allocate: (length: number) => Uint8Array = Buffer.allocUnsafe) => {
      const changed = [...touched].filter(({ objectNumber }) => objectNumber <= largestObject);
      const references = [
        ...changed.sort((a, b) => a.objectNumber - b.objectNumber),
        ...referencesBehind(largestObject, context.largestObjectNumber),
      ];
      const objects = references.flatMap((reference): (readonly [PDFRef, PDFObject])[] => {
        const object = context.lookup(reference);
        return object === undefined ? [] : [[reference, object]];
      });
      return appended(document, objects, allocate);
    },
  });
}

function referencesBehind(number: number, last: number): readonly PDFRef[] {
  const references: PDFRef[] = [];
  for (let next = number + 1; next <= last; next += 1) references.push(PDFRef.of(next));
  return references;
}

function appended(
  document: WritableDocument,
  objects: readonly (readonly [PDFRef, PDFObject])[],
  allocate: (length: number) => Uint8Array,
): Uint8Array {
  const { bytes, context } = document;
  const chunks: Uint8Array[] = [bytes];
  let end = bytes.length;
  const write = (chunk: Uint8Array) => {
    chunks.push(chunk);
    end += chunk.length;
  };
  const last = bytes.at(-1);
  if (last !== 0x0a && last !== 0x0d) write(Buffer.from('\n'));
  const placed: Placed[] = [];
  for (const [reference, object] of objects) {
    placed.push({ number: reference.objectNumber, generation: reference.generationNumber, offset: end });
    for (const piece of indirectObject(reference, object)) write(piece);
  }
  const start = end;
  const trailer = {
    root: document.root,
    info: document.info,
    id: renewedId(document, chunks.slice(1)),
    size: context.largestObjectNumber + 1,
    previous: document.lastSection.offset,
    others: document.takenOver,
  };
  write(
    document.lastSection.form === 'table'
      ? tableSection(context, placed, trailer, false)
      : streamSection(context, context.nextRef().objectNumber, start, placed, trailer),
  );
  write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  const result = allocate(end);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  if (Buffer.compare(result.subarray(0, bytes.length), bytes) !== 0) throw fail('PDF_EARLIER_BYTES_CHANGED');
  return result;
}

/** Bytes of each piece: a hole of 32 kB, or a picture, does not make the name better. */
const enoughToTellApart = 4096;

/** The first half names the document and stays; the second is made from what is new (ISO 32000-1, 14.4). */
function renewedId(document: WritableDocument, added: readonly Uint8Array[]): PDFArray {
  const told = [
    Buffer.from(String(document.bytes.length)),
    ...added.map((chunk) => chunk.subarray(0, enoughToTellApart)),
  ];
  const fresh = PDFHexString.of(hash('sha256', Buffer.concat(told)).slice(0, 32));
  const id = PDFArray.withContext(document.context);
  id.push(document.id ?? fresh);
  id.push(fresh);
  return id;
}
