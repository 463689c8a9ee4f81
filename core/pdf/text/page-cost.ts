/**
 * What a page would have pdf.js do, counted before it is asked: contents as often as they are drawn, codes that maps and
 * lists of widths name. Counted upwards: what is not understood counts as the worst that it can be.
 */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { contentStreams, resourcesOfForm, resourcesOfPage } from '../drawing/resources.ts';
import { fail } from '../reading/errors.ts';
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

/** Bytes of contents, drawn again or not; a page full of drawing has some hundred thousand. */
export const mostDrawn = 4 * 1024 * 1024;
/** Of all fonts; one has at most 65,536. */
const mostCodes = 1_000_000;
/** That pdf.js takes. */
const longestRange = 0xffffff;
const mostFonts = 1000;
/** Forms inside each other. */
const deepest = 16;

/** Bytes drawn. `page` as `pageAlone` made it: nothing is packed any more. Throws PDF_TEXT_TOO_MUCH. */
export function costOfPage(view: View, page: Page): number {
  const counted = new Counted(view);
  const resources = resourcesOfPage(view, page.dictionary);
  const streams = contentStreams(view, page.dictionary) ?? [];
  const drawn = streams.reduce((sum, stream) => sum + counted.drawn(stream, resources, 0), 0);
  counted.take(drawn);
  return drawn;
}

/** A class because all of a page draws on the same allowance. It lives for one page. */
class Counted {
  private readonly view: View;
  private readonly forms = new Map<number, number>();
  private readonly fonts = new Set<number>();
  private codes = mostCodes;
  private fontsLeft = mostFonts;
  private glyphs = 0;

  constructor(view: View) {
    this.view = view;
  }

  take(drawn: number): void {
    if (!(drawn <= mostDrawn))
      throw tooMuch(both(`${mostDrawn} bytes drawn`, `${mostDrawn} byte nội dung vẽ`));
  }

  drawn({ raw }: PdfStream, resources: PdfDictionary | undefined, depth: number): number {
    if (depth > deepest)
      throw tooMuch(both(`${deepest} forms inside each other`, `${deepest} biểu mẫu lồng nhau`));
    this.take(raw.length);
    this.fontsIn(resources, depth);
    const forms = dictionaryOf(this.view.resolve(resources?.entries.get('XObject')))?.entries;
    if (forms === undefined) return raw.length;
    const costOf = (name: string) => this.form(forms.get(name), resources, depth);
    const text = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1');
    let sum = raw.length;
    let named = 0;
    for (const [, name = ''] of text.matchAll(/\/([A-Za-z0-9+_.,-]*)[\s\0]+Do(?![A-Za-z0-9])/g)) {
      named += 1;
      sum += costOf(name);
      this.take(sum);
    }
    // Written in another way: whichever it is.
    const others = (text.match(/Do(?![A-Za-z0-9])/g)?.length ?? 0) - named;
    return others === 0 ? sum : sum + others * Math.max(...[...forms.keys()].map(costOf), 0);
  }

  private form(object: PdfObject | undefined, outer: PdfDictionary | undefined, depth: number): number {
    const form = this.view.resolve(object);
    if (!isKind(form, 'stream') || isName(this.view.resolve(form.dictionary.entries.get('Subtype')), 'Image'))
      return 0;
    const number = isKind(object, 'reference') ? object.number : undefined;
    const known = number === undefined ? undefined : this.forms.get(number);
    if (known !== undefined) return known;
    // One that leads back to itself is met again while it has no price: that is endless.
    if (number !== undefined) this.forms.set(number, Number.POSITIVE_INFINITY);
    const cost = this.drawn(form, resourcesOfForm(this.view, form, outer), depth + 1);
    if (number !== undefined) this.forms.set(number, cost);
    return cost;
  }

  private fontsIn(resources: PdfDictionary | undefined, depth: number): void {
    const fonts = dictionaryOf(this.view.resolve(resources?.entries.get('Font')))?.entries;
    for (const object of fonts?.values() ?? []) {
      if (isKind(object, 'reference')) {
        if (this.fonts.has(object.number)) continue;
        this.fonts.add(object.number);
      }
      this.fontsLeft -= 1;
      if (this.fontsLeft < 0) throw tooMuch(both(`${mostFonts} fonts`, `${mostFonts} phông chữ`));
      const font = dictionaryOf(this.view.resolve(object));
      if (font !== undefined) this.font(font, resources, depth);
    }
  }

  private font({ entries }: PdfDictionary, outer: PdfDictionary | undefined, depth: number): void {
    // Glyphs that are contents themselves are gone through, to see how high they are.
    const own = dictionaryOf(this.view.resolve(entries.get('Resources'))) ?? outer;
    for (const object of dictionaryOf(this.view.resolve(entries.get('CharProcs')))?.entries.values() ?? []) {
      const glyph = this.view.resolve(object);
      if (isKind(glyph, 'stream')) this.glyphs += this.drawn(glyph, own, depth + 1);
      this.take(this.glyphs);
    }
    for (const key of ['ToUnicode', 'Encoding']) this.map(this.view.resolve(entries.get(key)));
    const below = this.view.resolve(entries.get('DescendantFonts'));
    const first = isKind(below, 'array') ? dictionaryOf(this.view.resolve(below.items[0])) : undefined;
    for (const key of ['W', 'W2']) this.widths(this.view.resolve(first?.entries.get(key)));
  }

  /** Ranges of a character map: `<from> <to> target`. */
  private map(stream: PdfObject): void {
    if (!isKind(stream, 'stream')) return;
    const text = Buffer.from(stream.raw).toString('latin1');
    this.takeCodes(text.length / 8);
    for (const [, ranges = ''] of text.matchAll(/begin(?:bf|cid|notdef)range([\s\S]*?)end/g)) {
      for (const [, from = '', to = ''] of ranges.matchAll(
        /<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)/g,
      )) {
        const count = codeOf(to) - codeOf(from) + 1;
        // Longer ones are refused.
        this.takeCodes(count > longestRange ? 1 : Math.max(1, count));
      }
    }
  }

  /** `first last width` (ISO 32000-1, 9.7.4.3). */
  private widths(list: PdfObject): void {
    const items = isKind(list, 'array') ? list.items : [];
    this.takeCodes(items.length);
    items.forEach((item, at) => {
      const next = items[at + 1];
      if (typeof item === 'number' && typeof next === 'number' && typeof items[at + 2] === 'number') {
        // Widths are numbers too: only what no list of them has is more than its place in the list.
        if (next - item > 65_536)
          throw tooMuch(both('65536 codes in one range', '65536 mã trong một khoảng'));
      }
    });
  }

  private takeCodes(count: number): void {
    this.codes -= count;
    if (!(this.codes >= 0))
      throw tooMuch(both(`${mostCodes} codes of fonts`, `${mostCodes} mã của phông chữ`));
  }
}

function codeOf(hex: string): number {
  return Number.parseInt(hex.replace(/\s/g, '') || '0', 16);
}

function tooMuch(what: Bilingual): Error {
  return fail('PDF_TEXT_TOO_MUCH', { what });
}
