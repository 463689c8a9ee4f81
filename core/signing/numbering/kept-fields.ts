/** The fields for number and date that a document has, empty or filled. */
import { PDFName } from 'pdf-lib';
import { numberingPart } from '../../pdf/numbering/index.ts';
import type { WritableDocument } from '../../pdf/writing/index.ts';

export function numberingFields(
  document: WritableDocument,
): readonly { readonly name: string; readonly filled: boolean }[] {
  return document.fields.flatMap(({ name, forSignature, dictionary }) => {
    if (forSignature || numberingPart(name) === undefined) return [];
    return [{ name, filled: document.context.lookup(dictionary.get(PDFName.of('V'))) !== undefined }];
  });
}
