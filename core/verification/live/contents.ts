/** Instructions of pages and of the forms that they call, which readers follow differently: looked for where contents are read anyway. */
import { CongvuError } from '../../../foundation/error.ts';
import {
  bytesOrFault,
  contentStreams,
  identity,
  joinedContents,
  matrixOfForm,
  type OuterState,
  oddContent,
  outerState,
  resourcesOfForm,
  resourcesOfPage,
  scaleOf,
} from '../../pdf/drawing/index.ts';
import {
  defaultLimits,
  isKind,
  isName,
  openPdf,
  type Page,
  type PdfDictionary,
  type PdfFile,
  type PdfObject,
  type PdfStream,
  pagesOf,
  type View,
} from '../../pdf/reading/index.ts';
import { contentNames, Look, oddValues } from '../../pdf/values/index.ts';
import type { Facts, LiveFacts } from '../facts/facts.ts';
import { unlessDamaged } from '../paper/unless-damaged.ts';
import { drawnBy, looksOn, usualResources } from './drawn.ts';
import { withValues } from './odd-values.ts';

/** Bytes of content, and streams, of one file: behind them nothing more is looked at. */
const mostBytes = 4 * 1024 * 1024;
const mostStreams = 2_000;
const deepestForm = 8;

/**
 * `live`, and what is odd in contents and in what they are drawn by. Contents are not looked at where a stream is odd by its dictionary: it is
 * one warning. Never throws for what is wrong with the file.
 */
export function withContents(
  live: readonly LiveFacts[],
  view: View,
  pages: readonly Page[],
): readonly LiveFacts[] {
  const values = new Look(view);
  const all = withValues(live, oddValues(values, pages));
  return live.some(({ kind }) => kind === 'odd-stream') ? all : [...all, ...oddContents(view, pages, values)];
}

function oddContents(view: View, pages: readonly Page[], values: Look): readonly LiveFacts[] {
  const look = {
    bytes: mostBytes,
    streams: mostStreams,
    seen: new Set<number>(),
    values,
    usual: usualResources(view),
  };
  let found: LiveFacts | undefined;
  for (const { dictionary, number } of pages) {
    // What cannot be read is named elsewhere.
    const name = unlessDamaged(undefined, () => oddOfPage(view, dictionary, look));
    if (name === undefined) continue;
    found ??= { kind: 'odd-content', place: `page ${number}`, name, count: 0 };
    found = { ...found, count: found.count + 1 };
  }
  return found === undefined ? [] : [found];
}

/** As `withContents`, of the file that the facts were collected from. Throws what opening it throws. */
export function factsWithContents(facts: Facts, pdf: Uint8Array): Facts {
  const view = openPdf(pdf).view();
  return withLive(facts, withContents(facts.live ?? [], view, pagesOf(view, defaultLimits)));
}

/**
 * The same, read through `file`, of which much is read already; where it has been asked for too much before the end, of its bytes
 * opened anew.
 */
export function factsWithContentsOf(facts: Facts, file: PdfFile, pages: readonly Page[]): Facts {
  const live = unlessSpent(file, () => withContents(facts.live ?? [], file.view(), pages));
  return live === undefined ? factsWithContents(facts, file.bytes) : withLive(facts, live);
}

/** Undefined where the same bytes opened anew may answer otherwise. */
function unlessSpent<Read>(file: PdfFile, read: () => Read): Read | undefined {
  if (file.limits !== defaultLimits || file.ranOut()) return undefined;
  try {
    const found = read();
    return file.ranOut() ? undefined : found;
  } catch (error) {
    if (error instanceof CongvuError && file.ranOut()) return undefined;
    throw error;
  }
}

function withLive(facts: Facts, live: readonly LiveFacts[]): Facts {
  return live.length === 0 ? facts : { ...facts, live };
}

interface Reading {
  bytes: number;
  streams: number;
  readonly seen: Set<number>;
  readonly values: Look;
  /** Of the form. */
  readonly usual: PdfDictionary | undefined;
}

/** What a content draws by, and in: contents come before the forms that they draw. */
interface Setting {
  readonly resources: PdfDictionary | undefined;
  readonly outer: OuterState;
}

function oddOfPage(view: View, page: PdfDictionary, look: Reading): string | undefined {
  const resources = resourcesOfPage(view, page);
  const streams = contentStreams(view, page) ?? [];
  const outer = outerState();
  return (
    oddOf(view, streams, { resources, outer }, look) ??
    oddDrawn(view, drawnBy(view, resources), { resources, outer }, look, 0) ??
    oddDrawn(view, looksOn(view, page), { resources: look.usual, outer: outerState() }, look, 0)
  );
}

function oddOf(
  view: View,
  streams: readonly PdfStream[],
  { resources, outer }: Setting,
  look: Reading,
): string | undefined {
  look.streams -= streams.length;
  if (look.streams < 0 || look.bytes < 0) return undefined;
  const parts: Buffer[] = [];
  for (const stream of streams) {
    const bytes = bytesOrFault(view, stream);
    // Some show what stands before the break, some nothing.
    if (bytes === 'damaged') return '/Filter';
    look.bytes -= bytes?.length ?? mostBytes;
    if (bytes === undefined || look.bytes < 0) return undefined;
    parts.push(bytes);
  }
  return oddContent(joinedContents(parts), contentNames(look.values, resources), outer);
}

function oddDrawn(
  view: View,
  objects: readonly PdfObject[],
  { resources, outer }: Setting,
  look: Reading,
  depth: number,
): string | undefined {
  for (const object of objects) {
    if (depth > deepestForm || !isNew(object, look)) continue;
    const drawn = view.resolve(object);
    if (!isKind(drawn, 'stream') || isName(view.resolve(drawn.dictionary.entries.get('Subtype')), 'Image'))
      continue;
    const scale = outer.scale * scaleOf(matrixOfForm(view, drawn) ?? identity);
    const inner = { resources: resourcesOfForm(view, drawn, resources), outer: { ...outer, scale } };
    const odd =
      oddOf(view, [drawn], inner, look) ??
      oddDrawn(view, drawnBy(view, inner.resources), inner, look, depth + 1);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function isNew(object: PdfObject, { seen }: Reading): boolean {
  if (!isKind(object, 'reference')) return true;
  if (seen.has(object.number)) return false;
  seen.add(object.number);
  return true;
}
