/** Objects of a document that is being written to, for those who ask what the reader read: rare parts, so that one reading serves both. */
import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import { isKind, type PdfObject } from '../reading/index.ts';
import { textOfName } from './names.ts';

/** The object with all that stands in it directly; streams, which nobody asks for yet, are null. */
export function asRead(object: PDFObject | undefined): PdfObject {
  if (object instanceof PDFBool) return object.asBoolean();
  if (object instanceof PDFNumber) return object.asNumber();
  if (object instanceof PDFName) return { kind: 'name', value: textOfName(object) };
  if (object instanceof PDFRef)
    return { kind: 'reference', number: object.objectNumber, generation: object.generationNumber };
  if (object instanceof PDFArray) return { kind: 'array', items: object.asArray().map(asRead) };
  if (object instanceof PDFDict) {
    const entries = object.entries().map(([key, value]) => [textOfName(key), asRead(value)] as const);
    return { kind: 'dictionary', entries: new Map(entries) };
  }
  if (object instanceof PDFString || object instanceof PDFHexString) {
    const hex = object instanceof PDFHexString;
    return { kind: 'string', bytes: object.asBytes(), hex, plainHex: false, start: 0, end: 0 };
  }
  return null;
}

const longestWay = 32;

/** Follows references as the reader's views do; null at the end of a way that is too long. */
export function resolverOf(context: PDFContext): (object: PdfObject | undefined) => PdfObject {
  return (object) => {
    let value = object ?? null;
    for (let step = 0; isKind(value, 'reference'); step += 1) {
      if (step === longestWay) return null;
      value = asRead(context.lookup(PDFRef.of(value.number, value.generation)));
    }
    return value;
  };
}
