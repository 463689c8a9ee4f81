/** Objects as bytes of a file, in pieces: nothing long is copied before the whole file is put together. */
import { PDFObject, PDFRawStream, type PDFRef } from 'pdf-lib';

/** An object that is written as it is given. */
export class VerbatimObject extends PDFObject {
  readonly pieces: readonly Uint8Array[];

  constructor(pieces: readonly Uint8Array[]) {
    super();
    this.pieces = pieces;
  }

  override toString(): string {
    return Buffer.concat(this.pieces).toString('latin1');
  }

  override sizeInBytes(): number {
    return lengthOf(this.pieces);
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    let at = offset;
    for (const piece of this.pieces) {
      buffer.set(piece, at);
      at += piece.length;
    }
    return at - offset;
  }
}

/** `12 0 obj … endobj`. */
export function indirectObject(reference: PDFRef, object: PDFObject): readonly Uint8Array[] {
  const head = Buffer.from(`${reference.objectNumber} ${reference.generationNumber} obj\n`, 'latin1');
  return [head, ...piecesOf(object), endOfObject];
}

export function piecesOf(object: PDFObject): readonly Uint8Array[] {
  if (object instanceof VerbatimObject) return object.pieces;
  if (!(object instanceof PDFRawStream)) return [plainBytes(object)];
  // pdf-lib copies the contents byte by byte.
  object.updateDict();
  return [plainBytes(object.dict), startOfStream, object.contents, endOfStream];
}

export function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

const endOfObject = Buffer.from('\nendobj\n', 'latin1');
const startOfStream = Buffer.from('\nstream\n', 'latin1');
const endOfStream = Buffer.from('\nendstream', 'latin1');

/** As pdf-lib writes it, which goes over every dictionary twice and sets its bytes one by one. */
function plainBytes(object: PDFObject): Uint8Array {
  return Buffer.from(object.toString(), 'latin1');
}
