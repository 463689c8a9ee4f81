/** The agency's text-only signature: where it stands, that it shows no picture, what it says, when, and in which letters. */
import { readFileSync } from 'node:fs';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { type Added, addedBy } from '../page/added.ts';
import { type Box, lookAt, type SeenText, union } from '../page/look.ts';
import { deviationFromTimes } from '../page/times-widths.ts';
import type { CheckReason } from '../reasons.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type Signed, type SigningOrder, whenSigned } from './perform-signing.ts';

interface Shown {
  readonly signed: Signed;
  readonly added: readonly Added[];
  readonly texts: readonly SeenText[];
  /** All words in one line. */
  readonly words: string;
}

/** Fails TEXT_NOT_SHOWN when the signature shows no words at all. */
async function whenTextShown(
  bench: Workbench,
  order: SigningOrder,
  at: Date | undefined,
  judge: (shown: Shown) => Promise<CheckResult> | CheckResult,
): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order, at), async (signed) => {
    const added = addedBy(await lookAt(readFileSync(order.document)), await lookAt(signed.after));
    const texts = added.flatMap((one) => one.texts).filter(({ text }) => text.trim() !== '');
    if (texts.length === 0)
      return finding(
        'TEXT_NOT_SHOWN',
        signed,
        { en: 'words to be seen on the page', vi: 'chữ nhìn thấy được trên trang' },
        { words: '' },
      );
    const words = texts
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' ')
      .normalize('NFC');
    return judge({ signed, added, texts, words });
  });
}

export interface Corner {
  /** The signature lies wholly right of this share of the page's width, and above this share of its height. */
  readonly rightOf: number;
  readonly above: number;
}

export const topRight: Corner = Object.freeze({ rightOf: 0.5, above: 0.75 });

export function textStandsInCorner(
  bench: Workbench,
  order: SigningOrder,
  corner: Corner,
): Promise<CheckResult> {
  return whenTextShown(bench, order, undefined, ({ signed, added }) => {
    const worded = added.filter(({ texts }) => texts.length > 0);
    const facts = worded.map(({ page, texts }) => {
      const box = texts.map((text) => text.box).reduce(union);
      const width = page.box.right - page.box.left;
      const height = page.box.top - page.box.bottom;
      return {
        page: page.number,
        rightOf: (box.left - page.box.left) / width,
        above: (box.bottom - page.box.bottom) / height,
        onPage: inside(box, page.box),
      };
    });
    const right = facts.every(
      ({ page, rightOf, above, onPage }) =>
        page === 1 && onPage && rightOf >= corner.rightOf && above >= corner.above,
    );
    if (right) return pass({ places: facts }, signed.evidence);
    return finding('TEXT_NOT_IN_CORNER', signed, { page: 1, onPage: true, ...corner }, facts);
  });
}

export function noPictureIsShown(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), async (signed) => {
    const added = addedBy(await lookAt(readFileSync(order.document)), await lookAt(signed.after));
    const pictures = added.flatMap(({ page, images }) =>
      images.map(({ box }) => ({ page: page.number, box })),
    );
    if (pictures.length === 0) return pass({ pictures: 0 }, signed.evidence);
    return finding('PICTURE_SHOWN', signed, { pictures: 0 }, pictures);
  });
}

/** `wanted` are the words that the regulation lists. */
export function textSays(
  bench: Workbench,
  order: SigningOrder,
  wanted: readonly string[],
): Promise<CheckResult> {
  return whenTextShown(bench, order, undefined, ({ signed, words }) => {
    const missing = wanted.filter((one) => !sameLetters(words).includes(sameLetters(one)));
    if (missing.length === 0 && /\d{4}-\d\d-\d\d|\d\d[/.-]\d\d[/.-]\d{4}/.test(words))
      return pass({ words }, signed.evidence);
    return finding(
      'TEXT_INCOMPLETE',
      signed,
      { words: wanted, and: { en: 'a date', vi: 'ngày tháng' } },
      { words, missing },
    );
  });
}

/** `at` is the moment at which the product signs; `withinSeconds` is what signing may take. */
export function textTellsTime(
  bench: Workbench,
  order: SigningOrder,
  at: Date,
  withinSeconds: number,
): Promise<CheckResult> {
  return whenTextShown(bench, order, at, ({ signed, words }) => {
    const written = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?\+07:00/.exec(words)?.[0];
    const seconds = written === undefined ? undefined : (new Date(written).getTime() - at.getTime()) / 1000;
    const facts = { words, written, secondsAfterSigning: seconds };
    if (seconds !== undefined && Math.abs(seconds) <= withinSeconds) return pass(facts, signed.evidence);
    const expected = { format: 'YYYY-MM-DDThh:mm:ss+07:00', time: at.toISOString(), withinSeconds };
    return finding('TEXT_TIME_WRONG', signed, expected, facts);
  });
}

export interface Lettering {
  readonly size: number;
  /** In points. */
  readonly sizeTolerance: number;
  readonly colour: string;
  /** Share of the Times widths. */
  readonly widthTolerance: number;
}

export const timesTen: Lettering = Object.freeze({
  size: 10,
  sizeTolerance: 0.1,
  colour: '#000000',
  widthTolerance: 0.02,
});

export function textIsLettered(
  bench: Workbench,
  order: SigningOrder,
  wanted: Lettering,
): Promise<CheckResult> {
  return whenTextShown(bench, order, undefined, async ({ signed, texts, words }) => {
    const facts = {
      sizes: [...new Set(texts.map(({ size }) => Math.round(size * 100) / 100))],
      colours: [...new Set(texts.map(({ colour }) => colour))],
      upright: texts.every(({ upright }) => upright),
      bold: texts.some(({ bold }) => bold),
      allCapitals: words === words.toLocaleUpperCase('vi') && words.replace(/[^\p{L}]/gu, '').length > 12,
      fonts: [...new Set(texts.map(({ fontName }) => fontName))],
      deviationFromTimes: await deviationFromTimes(texts.flatMap(({ glyphs }) => glyphs)),
    };
    const right =
      facts.sizes.every((size) => Math.abs(size - wanted.size) <= wanted.sizeTolerance) &&
      facts.colours.every((colour) => colour === wanted.colour) &&
      facts.upright &&
      !facts.bold &&
      !facts.allCapitals &&
      facts.deviationFromTimes <= wanted.widthTolerance;
    if (right) return pass(facts, signed.evidence);
    const expected = { ...wanted, upright: true, bold: false, allCapitals: false };
    return finding('TEXT_LETTERING_WRONG', signed, expected, facts);
  });
}

function finding(reason: CheckReason, signed: Signed, expected: unknown, seen: unknown): CheckResult {
  return failed(reason, { sent: signed.sent, expected, seen, evidence: signed.evidence });
}

/** Line breaks fall where they may. */
function sameLetters(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '').toLocaleLowerCase('vi');
}

function inside(box: Box, page: Box): boolean {
  return box.left >= page.left && box.right <= page.right && box.bottom >= page.bottom && box.top <= page.top;
}
