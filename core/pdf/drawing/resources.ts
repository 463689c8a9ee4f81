/** What a content stream draws on: the streams of a page, and the resources that it names (ISO 32000-1, 7.8). */
import {
  dictionaryOf,
  inherited,
  isKind,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../reading/index.ts';
import { identity, type Matrix } from './matrix.ts';
import { matrixIn } from './operands.ts';

/** In their order; undefined when one of them is no stream. */
export function contentStreams(view: View, page: PdfDictionary): readonly PdfStream[] | undefined {
  const given = view.resolve(page.entries.get('Contents'));
  if (given === null) return [];
  const streams: PdfStream[] = [];
  for (const item of isKind(given, 'array') ? given.items : [given]) {
    const stream = view.resolve(item);
    if (!isKind(stream, 'stream')) return undefined;
    streams.push(stream);
  }
  return streams;
}

const lineEnd = Buffer.from('\n');

/** Between two streams words end, but not the strings in brackets that some writers part. */
export function joinedContents<Part extends Uint8Array>(parts: readonly Part[]): Part | Buffer {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return Buffer.concat(parts.flatMap((part) => [part, lineEnd]));
}

export function resourcesOfPage(view: View, page: PdfDictionary): PdfDictionary | undefined {
  return dictionaryOf(view.resolve(inherited(view, page, 'Resources')));
}

/** A form without resources of its own draws on those of the content that calls it. */
export function resourcesOfForm(
  view: View,
  form: PdfStream,
  outer: PdfDictionary | undefined,
): PdfDictionary | undefined {
  return dictionaryOf(view.resolve(form.dictionary.entries.get('Resources'))) ?? outer;
}

/** From the space of a form to where it is drawn (8.10.2); undefined for a /Matrix that is none. */
export function matrixOfForm(view: View, { dictionary }: PdfStream): Matrix | undefined {
  const given = view.resolve(dictionary.entries.get('Matrix'));
  if (given === null) return identity;
  return matrixIn(itemsOf(given).map((item) => view.resolve(item)));
}

/** `name` without its slash. Given back as it stands there, mostly a reference. */
export function resource(
  view: View,
  resources: PdfDictionary | undefined,
  kind: string,
  name: string,
): PdfObject | undefined {
  return dictionaryOf(view.resolve(resources?.entries.get(kind)))?.entries.get(name);
}
