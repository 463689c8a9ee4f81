/** The fonts that a look may draw with: those that the certified form has for the field, and the ones that every reader has. */
import {
  dictionaryOf,
  formOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  sameObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { numberOf } from '../step.ts';
import { type Look, normalLook } from './look.ts';
import type { WidgetStep } from './widget.ts';

type Entries = PdfDictionary['entries'];

/** Whether the glyphs of each font in use are known to be the letters that they say they are; a text says what is wrong. */
export function fontsIn(
  { step, certified, number }: Pick<WidgetStep, 'step' | 'certified' | 'number'>,
  resources: PdfDictionary | undefined,
  { fonts }: Look,
): string | { readonly isKnown: boolean } {
  const earlier = [resourcesOf(step.before, number), defaultsOf(step.before)];
  for (const [key, value] of resources?.entries ?? []) {
    if (key === 'Font' || key === 'ProcSet') continue;
    const isThere = earlier.some((one) => {
      const was = one?.get(key);
      return was !== undefined && sameObject(was, value);
    });
    if (!isThere) return `its appearance draws on /${key}`;
  }
  const own = new Set(
    [defaultsOf(certified), resourcesOf(certified, number)].flatMap((one) => fontNumbers(certified, one)),
  );
  const isOwn = (font: PdfObject) => own.has(numberOf(font) ?? Number.NaN);
  for (const font of dictionaryOf(step.after.resolve(resources?.entries.get('Font')))?.entries.values() ??
    []) {
    if (!isOwn(font) && !fonts.has(font)) return 'its appearance brings a font that it does not use';
  }
  let isKnown = true;
  for (const [object, font] of fonts) {
    const answer = font.proven();
    if (typeof answer !== 'string') return answer.other;
    if (!isOwn(object) && !isBare(step.after, object))
      return 'its font is neither one of the certified form nor one that every program has';
    isKnown &&= answer === 'known';
  }
  return { isKnown };
}

function fontNumbers(view: View, resources: Entries | undefined): number[] {
  const fonts = dictionaryOf(view.resolve(resources?.get('Font')))?.entries.values() ?? [];
  return [...fonts].flatMap((font) => numberOf(font) ?? []);
}

function resourcesOf(view: View, number: number): Entries | undefined {
  const look = normalLook(view, dictionaryOf(view.object(number)));
  const own = isKind(look, 'stream') ? look.dictionary.entries.get('Resources') : undefined;
  return dictionaryOf(view.resolve(own))?.entries;
}

function defaultsOf(view: View): Entries | undefined {
  return dictionaryOf(view.resolve(formOf(view)?.entries.get('DR')))?.entries;
}

/** What every program draws alike: nothing else in it by which one of them might do otherwise. */
const bareKeys = new Set('Type Subtype BaseFont Encoding Name'.split(' '));
const bareName =
  /^(Helvetica(-Bold)?(-?Oblique)?|Times-(Roman|Bold|Italic|BoldItalic)|Courier(-Bold)?(-?Oblique)?)$/;

function isBare(view: View, font: PdfObject): boolean {
  const entries = dictionaryOf(view.resolve(font))?.entries;
  const [name, encoding] = [entries?.get('BaseFont'), entries?.get('Encoding')];
  return (
    entries !== undefined &&
    [...entries.keys()].every((key) => bareKeys.has(key)) &&
    isName(entries.get('Subtype'), 'Type1') &&
    isName(name) &&
    bareName.test(name.value) &&
    (encoding === undefined || isName(encoding, 'WinAnsiEncoding'))
  );
}
