/**
 * The runs of a page, read here: quickly, and only where everything on the page is understood. What is not (a font that
 * does not say what its codes mean, vertical or right-to-left writing, damaged contents …) makes it another reader's page.
 */
import { CongvuError } from '../../../foundation/error.ts';
import { contentStreams, resource, resourcesOfForm, resourcesOfPage } from '../drawing/resources.ts';
import type { InflateBudget } from '../reading/filters.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type Page,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../reading/index.ts';
import type { Values } from '../reading/work.ts';
import { Content, matrixOf, NotUnderstood, type State, start } from './content.ts';
import type { MapAllowance } from './font-maps.ts';
import type { Frame } from './frame.ts';
import { instructionsOf } from './instructions.ts';
import { identity, type Matrix, times } from './matrix.ts';
import { type PageFont, pageFont } from './page-font.ts';
import { type Run, Runs } from './runs.ts';
import { unpackedBytes } from './streams.ts';

/** What one page may ask for: contents and fonts unpacked, operands, letters. */
const mostBytes = 16 * 1024 * 1024;
const mostValues = 500_000;
const mostLetters = 200_000;
/** Forms inside each other. */
const deepestForm = 8;

/** From top to bottom of the contents, blank ones included; undefined for a page that is not understood. */
export function pageRuns(view: View, page: Page, frame: Frame): readonly Run[] | undefined {
  const runs: Run[] = [];
  try {
    const reader = new PageText(view, frame, runs);
    const resources = resourcesOfPage(view, page.dictionary);
    reader.read(contentsOf(view, page, reader.bytes), resources, start, 0);
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof CongvuError) return undefined;
    throw error;
  }
  return runs;
}

function contentsOf(view: View, page: Page, budget: InflateBudget): Uint8Array {
  const streams = contentStreams(view, page.dictionary);
  if (streams === undefined) throw new NotUnderstood();
  const parts = streams.map((stream) => unpackedBytes(view, stream, budget));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  // Between two streams words end, but not the strings in brackets that some writers part.
  return Buffer.concat(parts.flatMap((part) => [part, lineEnd]));
}

const lineEnd = Buffer.from('\n');

/** A class because all contents of a page draw on the same allowance. It lives for one page. */
class PageText implements MapAllowance {
  readonly bytes: InflateBudget = { limit: mostBytes, left: mostBytes };
  readonly values: Values = { limit: mostValues, left: mostValues };
  private letters = mostLetters;
  private readonly fonts = new Map<number | PdfObject, PageFont | undefined>();
  private readonly view: View;
  private readonly frame: Frame;
  private readonly runs: Run[];

  constructor(view: View, frame: Frame, runs: Run[]) {
    this.view = view;
    this.frame = frame;
    this.runs = runs;
  }

  /** One content stream: of the page, or of a form that it calls. */
  read(content: Uint8Array, resources: PdfDictionary | undefined, state: State, depth: number): void {
    if (depth > deepestForm) throw new NotUnderstood();
    const reading = new Content(state, {
      runs: new Runs((run) => void this.runs.push(run)),
      font: (name) => this.font(resource(this.view, resources, 'Font', name)),
      letter: (x, y, endX) => this.letter(x, y, endX),
      paint: (name, at) => this.paint(resource(this.view, resources, 'XObject', name), resources, at, depth),
      plainState: (name) => !this.entriesOf(resource(this.view, resources, 'ExtGState', name)).has('Font'),
    });
    for (const { operator, operands } of instructionsOf(content, this.values)) {
      reading.take(operator, operands);
    }
    reading.end();
  }

  private entriesOf(object: PdfObject | undefined): PdfDictionary['entries'] {
    const dictionary = dictionaryOf(this.view.resolve(object));
    if (dictionary === undefined) throw new NotUnderstood();
    return dictionary.entries;
  }

  private font(object: PdfObject | undefined): PageFont | undefined {
    const key = isKind(object, 'reference') ? object.number : (object ?? null);
    if (!this.fonts.has(key)) this.fonts.set(key, pageFont(this.view, object, this));
    return this.fonts.get(key);
  }

  /** Whether a letter is on the page at all. */
  private letter(x: number, y: number, endX: number): boolean {
    this.letters -= 1;
    if (this.letters < 0) throw new NotUnderstood();
    const [left, bottom, right, top] = this.frame.box;
    return Math.max(x, endX) >= left && x <= right && y >= bottom && y <= top;
  }

  private paint(
    object: PdfObject | undefined,
    resources: PdfDictionary | undefined,
    state: State,
    depth: number,
  ): void {
    const form = this.view.resolve(object);
    if (!isKind(form, 'stream')) throw new NotUnderstood();
    const { entries } = form.dictionary;
    if (!isName(this.view.resolve(entries.get('Subtype')), 'Form')) return;
    const own = resourcesOfForm(this.view, form, resources);
    const ctm = times(this.matrixOf(form), state.ctm);
    this.read(unpackedBytes(this.view, form, this.bytes), own, { ...state, ctm }, depth + 1);
  }

  private matrixOf(form: PdfStream): Matrix {
    const given = this.view.resolve(form.dictionary.entries.get('Matrix'));
    if (given === null) return identity;
    if (!isKind(given, 'array')) throw new NotUnderstood();
    return matrixOf(given.items.map((item) => this.view.resolve(item)));
  }
}
