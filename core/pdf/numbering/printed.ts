/** Whether a page prints letters inside a rectangle, as far as its own content stream tells. */
import {
  dictionaryOf,
  isKind,
  type Page,
  type PdfDictionary,
  type PdfObject,
  type View,
} from '../reading/index.ts';
import { mapAllowance } from '../text/font-maps.ts';
import { contentOf, instructionsOf } from './content.ts';
import { DrawnLetters } from './drawn-letters.ts';
import { type LetterFont, letterFont } from './letter-font.ts';

type Box = readonly [left: number, bottom: number, right: number, top: number];

const mostInstructions = 2_000_000;
const pageMaps = { bytes: 16 * 1024 * 1024, values: 1_000_000 };

/**
 * Letters (in user space) of which more than two fifths stand inside the box; white space and dot leaders do not count.
 * Not seen: letters drawn as lines or pictures, in forms that the page calls, and in fonts that do not say what their codes
 * mean. Undefined when the content cannot be read.
 */
export function printedInside(view: View, page: Page, box: Box): string | undefined {
  const content = contentOf(view, page.dictionary.entries.get('Contents'));
  if (content === undefined) return undefined;
  const fonts = fontsOf(view, page.dictionary);
  let inside = '';
  const letters = new DrawnLetters(fonts, ({ text, from, to }) => {
    if (!/[^\s.…_]/u.test(text)) return;
    const across = shared(from[0], to[0], box[0], box[2]);
    const up = shared(from[1], to[1], box[1], box[3]);
    if (across > 0.4 && up > 0.4) inside += text;
  });
  let count = 0;
  for (const instruction of instructionsOf(content)) {
    if (++count > mostInstructions) return undefined;
    letters.take(instruction);
  }
  return inside;
}

function fontsOf(view: View, page: PdfDictionary): (name: string) => LetterFont | undefined {
  let node: PdfDictionary | undefined = page;
  for (let up = 0; node !== undefined && !node.entries.has('Resources') && up < 64; up += 1) {
    node = dictionaryOf(view.resolve(node.entries.get('Parent')));
  }
  const resources = dictionaryOf(view.resolve(node?.entries.get('Resources')));
  const fonts = dictionaryOf(view.resolve(resources?.entries.get('Font')));
  // One for all fonts, however many names they have: beyond it letters have no meaning.
  const allowance = mapAllowance(pageMaps);
  const known = new Map<number | PdfObject | undefined, LetterFont | undefined>();
  return (name) => {
    const font = fonts?.entries.get(name);
    const key = isKind(font, 'reference') ? font.number : font;
    if (!known.has(key)) known.set(key, letterFont(view, font, allowance));
    return known.get(key);
  };
}

/** How much of the first stretch lies in the second. */
function shared(a: number, b: number, from: number, to: number): number {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  if (high - low < 1e-6) return low >= from && low <= to ? 1 : 0;
  return (Math.min(high, to) - Math.max(low, from)) / (high - low);
}
