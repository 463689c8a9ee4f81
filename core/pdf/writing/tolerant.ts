/** Reads a draft whose cross-references lead nowhere, from its first byte to its last: the last object of a number counts. */
import { type PDFContext, PDFDict, PDFName, PDFRawStream, PDFRef } from 'pdf-lib';
import { fail } from '../reading/errors.ts';
import { asBuffer } from '../reading/filters.ts';
import { DraftParser } from './draft-parser.ts';
import { type Head, headsOf } from './heads.ts';
import { named } from './names.ts';
import { contentsOf } from './objects.ts';
import { type Budget, noObject, parsed } from './sections.ts';

/**
 * All objects go into `context`, and what trailers say into its `trailerInfo`, as pdf-lib's own loader does it, which has no bounds.
 * Throws PDF_SYNTAX, PDF_STREAM_DAMAGED, and the codes of what is too much.
 */
export function loadTolerantly(bytes: Uint8Array, context: PDFContext, budget: Budget): void {
  const parser = new DraftParser(bytes, context, budget);
  const places = placesIn(bytes, budget);
  for (let at = 0; ; ) {
    const place = places(at);
    if (place === undefined) break;
    const object = parsedBy(parser, place.end);
    // A negative /Length would lead back.
    if (parser.offset <= place.end) throw noObject(place.end);
    at = parser.offset;
    if ('trailer' in place) {
      if (!(object instanceof PDFDict)) throw noObject(place.end);
      addTrailer(context, object);
    } else take(context, place, object, budget);
  }
  context.delete(PDFRef.of(0));
  recoverRoot(context);
}

type Place = Head | { readonly trailer: true; readonly start: number; readonly end: number };

/** The next object or trailer from a place on, comments that stand there aside. */
function placesIn(bytes: Uint8Array, { work }: Budget): (from: number) => Place | undefined {
  const heads = headsOf(bytes, work);
  const view = asBuffer(bytes);
  let head: Head = { ...nowhere, start: -1 };
  let trailer = -1;
  return (from) => {
    const at = heads.behindBlanks(from);
    if (head.start < at) head = heads.from(at).next().value ?? nowhere;
    if (trailer < at) trailer = orNowhere(view.indexOf('trailer', at));
    if (trailer < head.start) return { trailer: true, start: trailer, end: trailer + 'trailer'.length };
    return head === nowhere ? undefined : head;
  };
}

const nowhere: Head = { number: 0, generation: 0, start: Number.POSITIVE_INFINITY, end: 0 };
const orNowhere = (found: number) => (found < 0 ? nowhere.start : found);

function parsedBy(parser: DraftParser, offset: number) {
  parser.moveTo(offset);
  return parsed(parser, offset);
}

function take(
  context: PDFContext,
  { number, generation }: Head,
  object: ReturnType<typeof parsedBy>,
  budget: Budget,
): void {
  refuseNumber(number, budget);
  const type = object instanceof PDFRawStream ? object.dict.lookup(named('Type')) : undefined;
  if (object instanceof PDFRawStream && type === named('ObjStm')) {
    for (const [inside, bytes] of contentsOf(object, number, budget)) {
      refuseNumber(inside, budget);
      context.assign(PDFRef.of(inside), parsed(new DraftParser(bytes, context, budget), 0));
    }
  } else if (object instanceof PDFRawStream && type === named('XRef')) {
    context.trailerInfo = trailerOf(object.dict);
  } else context.assign(PDFRef.of(number, generation), object);
}

/** A table without gaps has a row for each number up to the highest. */
function refuseNumber(number: number, { limits }: Budget): void {
  if (number >= limits.objects) throw fail('PDF_TOO_MANY_OBJECTS', { limit: limits.objects });
}

/** What it does not say, an earlier one has. */
function addTrailer(context: PDFContext, dictionary: PDFDict): void {
  context.trailerInfo = { ...context.trailerInfo, ...trailerOf(dictionary) };
}

function trailerOf(dictionary: PDFDict): PDFContext['trailerInfo'] {
  const entries = (['Root', 'Encrypt', 'Info', 'ID'] as const).flatMap((key) => {
    const value = dictionary.get(named(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Where no trailer leads to a catalogue, the last one there is. */
function recoverRoot(context: PDFContext): void {
  const isCatalogue = (object: unknown) =>
    object instanceof PDFDict && object.lookup(named('Type')) === PDFName.of('Catalog');
  if (isCatalogue(context.lookup(context.trailerInfo.Root))) return;
  for (const [reference, object] of context.enumerateIndirectObjects()) {
    if (isCatalogue(object)) context.trailerInfo.Root = reference;
  }
}
