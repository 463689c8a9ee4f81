/** Instructions of pages and of the forms that they call, which readers follow differently: looked for where contents are read anyway. */
import {
  contentStreams,
  joinedContents,
  oddContent,
  plainBytes,
  resource,
  resourcesOfForm,
  resourcesOfPage,
} from '../../pdf/drawing/index.ts';
import {
  defaultLimits,
  dictionaryOf,
  isKind,
  isName,
  openPdf,
  type Page,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  pagesOf,
  type View,
} from '../../pdf/reading/index.ts';
import type { Facts, LiveFacts } from '../facts/facts.ts';
import { unlessDamaged } from '../paper/unless-damaged.ts';

/** Bytes of content, and streams, of one file: behind them nothing more is looked at. */
const mostBytes = 4 * 1024 * 1024;
const mostStreams = 2_000;
const deepestForm = 8;

/**
 * `live`, and what is odd in contents. Not looked for where a stream is odd by its dictionary: it is one warning. Never throws for what is wrong with the file.
 */
export function withContents(
  live: readonly LiveFacts[],
  view: View,
  pages: readonly Page[],
): readonly LiveFacts[] {
  if (live.some(({ kind }) => kind === 'odd-stream')) return live;
  const look = { bytes: mostBytes, streams: mostStreams, seen: new Set<number>() };
  let found: LiveFacts | undefined;
  for (const { dictionary, number } of pages) {
    // What cannot be read is named elsewhere.
    const name = unlessDamaged(undefined, () => oddOfPage(view, dictionary, look));
    if (name === undefined) continue;
    found ??= { kind: 'odd-content', place: `page ${number}`, name, count: 0 };
    found = { ...found, count: found.count + 1 };
  }
  return found === undefined ? live : [...live, found];
}

/** As `withContents`, of the file that the facts were collected from. Throws what opening it throws. */
export function factsWithContents(facts: Facts, pdf: Uint8Array): Facts {
  const view = openPdf(pdf).view();
  const live = withContents(facts.live ?? [], view, pagesOf(view, defaultLimits));
  return live.length === 0 ? facts : { ...facts, live };
}

interface Look {
  bytes: number;
  streams: number;
  readonly seen: Set<number>;
}

function oddOfPage(view: View, page: PdfDictionary, look: Look): string | undefined {
  const resources = resourcesOfPage(view, page);
  const streams = contentStreams(view, page) ?? [];
  return oddOf(view, streams, resources, look) ?? oddForm(view, resources, look, 0);
}

function oddOf(
  view: View,
  streams: readonly PdfStream[],
  resources: PdfDictionary | undefined,
  look: Look,
): string | undefined {
  look.streams -= streams.length;
  if (look.streams < 0 || look.bytes < 0) return undefined;
  const parts: Buffer[] = [];
  for (const stream of streams) {
    const bytes = plainBytes(view, stream);
    look.bytes -= bytes?.length ?? mostBytes;
    if (bytes === undefined || look.bytes < 0) return undefined;
    parts.push(bytes);
  }
  return oddContent(
    joinedContents(parts),
    (name) => view.resolve(resource(view, resources, 'Font', name)) !== null,
  );
}

function oddForm(
  view: View,
  resources: PdfDictionary | undefined,
  look: Look,
  depth: number,
): string | undefined {
  const objects = dictionaryOf(view.resolve(resources?.entries.get('XObject')))?.entries.values() ?? [];
  for (const object of objects) {
    if (depth > deepestForm || !isNew(object, look)) continue;
    const form = view.resolve(object);
    if (!isKind(form, 'stream') || !isName(view.resolve(form.dictionary.entries.get('Subtype')), 'Form'))
      continue;
    const inner = resourcesOfForm(view, form, resources);
    const odd = oddOf(view, [form], inner, look) ?? oddForm(view, inner, look, depth + 1);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function isNew(object: PdfObject, { seen }: Look): boolean {
  if (!isKind(object, 'reference')) return true;
  if (seen.has(object.number)) return false;
  seen.add(object.number);
  return true;
}
