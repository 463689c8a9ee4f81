/** How wide the letters of a font are for every reader: widths that readers guess, or take from one of two places, are none. */
import { type MapAllowance, standardWidths } from '../../../pdf/drawing/index.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type View,
} from '../../../pdf/reading/index.ts';
import { takeValues } from '../../../pdf/reading/work.ts';
import { type Encoding, encodingOf } from '../../../pdf/text/encodings.ts';

type Entries = PdfDictionary['entries'];

/** By code, in thousandths of the size. Of a composite font only those with two-byte codes in Identity-H. */
export type SureWidths = (code: number) => number | undefined;

export function sureWidths(view: View, font: Entries, { values }: MapAllowance): SureWidths {
  if (isName(view.resolve(font.get('Subtype')), 'Type0')) return ofComposite(view, font, values);
  if (font.has('Widths')) return ofList(view, font);
  const name = view.resolve(font.get('BaseFont'));
  const standard = isName(name) ? standardWidths(name.value) : undefined;
  const encoding = simpleEncoding(view, font);
  return (code) => {
    const letter = encoding?.[code];
    return letter === undefined ? undefined : standard?.(letter);
  };
}

/** What the codes of a simple font that brings no program draw. */
export function simpleEncoding(view: View, font: Entries): Encoding | undefined {
  return encodingOf(view, font.get('Encoding'), () => ofStandard);
}

/** Standard encoding (ISO 32000-1, annex D.2), as far as it is that of ASCII. */
const ofStandard: Encoding = Array.from({ length: 0x7f }, (_, code) =>
  code < 0x20 ? undefined : code === 0x27 ? '’' : code === 0x60 ? '‘' : String.fromCharCode(code),
);

/** /Widths from /FirstChar to /LastChar, and nothing beside it (ISO 32000-1, 9.6.2). */
function ofList(view: View, font: Entries): SureWidths {
  const [first, last] = ['FirstChar', 'LastChar'].map((key) => view.resolve(font.get(key)));
  const widths = itemsOf(view.resolve(font.get('Widths'))).slice(0, 257);
  if (typeof first !== 'number' || typeof last !== 'number' || last - first + 1 !== widths.length)
    return () => undefined;
  return (code) => {
    const width = view.resolve(widths[code - first]);
    return typeof width === 'number' ? width : undefined;
  };
}

/** /W and /DW (ISO 32000-1, 9.7.4.3), read to the end; a code that stands there twice is as wide as a reader likes. */
function ofComposite(view: View, font: Entries, values: MapAllowance['values']): SureWidths {
  const nothing = () => undefined;
  const below = dictionaryOf(view.resolve(itemsOf(view.resolve(font.get('DescendantFonts')))[0]))?.entries;
  if (below === undefined || !isName(view.resolve(font.get('Encoding')), 'Identity-H')) return nothing;
  const usual = view.resolve(below.get('DW') ?? 1000);
  const list = view.resolve(below.get('W'));
  if (typeof usual !== 'number' || !(list === null || isKind(list, 'array'))) return nothing;
  const found = new Map<number, number | undefined>();
  const items = itemsOf(list);
  for (let at = 0; at < items.length; ) {
    const [first, second, third] = [at, at + 1, at + 2].map((index) => view.resolve(items[index]));
    const widths = isKind(second, 'array') ? second.items.map((item) => view.resolve(item)) : undefined;
    const last = widths === undefined ? second : Number(first) + widths.length - 1;
    if (!isCode(first) || !isCode(last)) return nothing;
    takeValues(values, Math.max(1, last - first + 1));
    for (let code = first; code <= last; code += 1) {
      const width = widths === undefined ? third : widths[code - first];
      if (typeof width !== 'number') return nothing;
      found.set(code, found.has(code) ? undefined : width);
    }
    at += widths === undefined ? 3 : 2;
  }
  return (code) => (found.has(code) ? found.get(code) : usual);
}

function isCode(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffff;
}
