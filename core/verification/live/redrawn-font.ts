/**
 * The font that programs draw a field with where the form asks them to draw it anew (ISO 32000-1, 12.7.3.3): whether its letters are those of
 * the value, as far as the font is one that every program has.
 */
import { resource, resourcesOfForm } from '../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfStream,
  sameObject,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import { meaningOfGlyph } from '../../pdf/text/glyph-names.ts';
import { ofField } from './annotations.ts';

type Entries = PdfDictionary['entries'];

/**
 * Whether the font of /DA, in the form's own resources, draws what it likes: a program of its own, procedures, or digits and letters by other
 * names. Not where the appearance `look` is written in the same one, since then both show the same.
 */
export function isDrawnInOther(
  view: View,
  field: Entries,
  form: Entries | undefined,
  look: PdfStream,
): boolean {
  const given = view.resolve(ofField(view, field, 'DA') ?? form?.get('DA'));
  const name = isKind(given, 'string')
    ? /\/([^\s/<>[\]()]+)\s+[\d.+-]+\s+Tf/.exec(textOf(given))?.[1]
    : undefined;
  if (name === undefined) return false;
  const font = resource(view, dictionaryOf(view.resolve(form?.get('DR'))), 'Font', name);
  const entries = dictionaryOf(view.resolve(font))?.entries;
  if (font === undefined || entries === undefined || !isOfItsOwn(view, entries)) return false;
  const own = dictionaryOf(
    view.resolve(resourcesOfForm(view, look, undefined)?.entries.get('Font')),
  )?.entries;
  return ![...(own?.values() ?? [])].some((one) => sameObject(one, font));
}

function isOfItsOwn(view: View, font: Entries): boolean {
  const kind = view.resolve(font.get('Subtype'));
  if (!isName(kind) || kind.value === 'Type3' || kind.value === 'Type0') return true;
  const descriptor = dictionaryOf(view.resolve(font.get('FontDescriptor')))?.entries;
  if (['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(key))) return true;
  return renames(view, font);
}

/** In a list of other names for codes (ISO 32000-1, 9.6.6). */
function renames(view: View, font: Entries): boolean {
  const encoding = dictionaryOf(view.resolve(font.get('Encoding')))?.entries;
  let code = 0;
  for (const item of itemsOf(view.resolve(encoding?.get('Differences')))) {
    const one = view.resolve(item);
    if (typeof one === 'number') {
      code = one;
      continue;
    }
    const letter = code < 0x7f ? String.fromCharCode(code) : '';
    if (isName(one) && /[0-9A-Za-z.,]/.test(letter) && meaningOfGlyph(one.value) !== letter) return true;
    code += 1;
  }
  return false;
}
