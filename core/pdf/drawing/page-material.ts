/** What the contents of a page are made of: streams unpacked once, fonts asked for once, within one budget. */
import {
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../reading/index.ts';
import { type ContentBudget, costOfStream } from './budget.ts';
import { NotRead } from './not-read.ts';
import { contentStreams, joinedContents, resource } from './resources.ts';
import { unpackedBytes } from './streams.ts';

/** A class because what was read once is kept. It lives for one page. */
export class PageMaterial<F> {
  readonly view: View;
  private readonly budget: ContentBudget;
  private readonly fontOf: (object: PdfObject | undefined) => F;
  private readonly fonts = new Map<number | PdfObject, F>();
  /** Contents of forms, which are often drawn again and again. */
  private readonly unpacked = new Map<number, Uint8Array>();

  constructor(view: View, budget: ContentBudget, fontOf: (object: PdfObject | undefined) => F) {
    this.view = view;
    this.budget = budget;
    this.fontOf = fontOf;
  }

  /** All streams of a page's contents as one. Throws NotRead, PDF_…. */
  page(page: PdfDictionary): Uint8Array {
    const streams = contentStreams(this.view, page);
    if (streams === undefined) throw new NotRead('unreadable');
    const parts = streams.map((stream) => this.stream(stream, undefined));
    return joinedContents(parts);
  }

  /** `number`: of its object, where it has one. Throws NotRead, PDF_…. */
  stream(stream: PdfStream, number: number | undefined): Uint8Array {
    const known = number === undefined ? undefined : this.unpacked.get(number);
    if (known !== undefined) return known;
    // What stands outside the file shows something else tomorrow.
    if (stream.dictionary.entries.has('F')) throw new NotRead('unreadable');
    const bytes = unpackedBytes(this.view, stream, this.budget.bytes);
    if (number !== undefined) this.unpacked.set(number, bytes);
    return bytes;
  }

  /** A content stream of so many bytes is gone through. Throws NotRead. */
  drawn(bytes: number): void {
    this.spend(bytes + costOfStream);
  }

  /** Bytes that are no instruction take as long as many that are. Throws NotRead. */
  stray(): void {
    this.spend(costOfStream);
  }

  font(object: PdfObject | undefined): F {
    const key = isKind(object, 'reference') ? object.number : (object ?? null);
    const known = this.fonts.get(key);
    if (known !== undefined) return known;
    const font = this.fontOf(object);
    this.fonts.set(key, font);
    return font;
  }

  /** What the resources have under the name that an operand is. */
  named(
    resources: PdfDictionary | undefined,
    kind: string,
    name: PdfObject | undefined,
  ): PdfObject | undefined {
    return isName(name) ? resource(this.view, resources, kind, name.value) : undefined;
  }

  private spend(bytes: number): void {
    this.budget.drawn -= bytes;
    if (this.budget.drawn < 0) throw new NotRead('too-much');
  }
}
