/**
 * LibreOffice's own entry of a trailer (/AdditionalStreams): the document that the PDF was made from, which it opens in place of the pages.
 * Programs that save the file again number it anew and leave the document out, so that it leads to nothing, or to whatever comes next.
 */
import {
  eachReference,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../../../pdf/reading/index.ts';

const key = 'AdditionalStreams';

/** What all readers follow. */
export function followed(trailer: PdfDictionary): PdfDictionary {
  if (!trailer.entries.has(key)) return trailer;
  return { kind: 'dictionary', entries: new Map([...trailer.entries].filter(([name]) => name !== key)) };
}

/** Whether a later trailer has it so that no document can be opened: kinds and references by turns, none of them to a stream. */
export function isIdle(view: View, value: PdfObject | undefined): boolean {
  if (!isKind(value, 'array') || value.items.length % 2 !== 0) return false;
  return value.items.every((item, index) =>
    index % 2 === 0 ? isName(item) : isKind(item, 'reference') && !isKind(view.resolve(item), 'stream'),
  );
}

/** Objects that `trailer` has there and that are streams in `view`: a document that somebody put where nothing was. */
export function openedBy({ entries }: PdfDictionary, view: View): ReadonlySet<number> {
  const found = new Set<number>();
  for (const item of itemsOf(entries.get(key) ?? null)) {
    eachReference(item, ({ number }) => {
      if (isKind(view.object(number), 'stream')) found.add(number);
    });
  }
  return found;
}
