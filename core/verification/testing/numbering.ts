/** Documents that wait for number and date, numbered soundly and in every wrong way, written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fontkit from '@pdf-lib/fontkit';
import subset from 'subset-font';
import { projectRoot } from '../../../foundation/paths.ts';
import { drawnLook } from '../../pdf/numbering/index.ts';
import { agencySigns, personSigns, type SignatureChanges } from './hand-made.ts';
import { type AppendOptions, append, baseObjects, basePdf, type Objects, stream } from './pdf.ts';

const letters = '0123456789/QĐUBND ';

/** TrueType, with these letters alone. */
export const fontProgram = Buffer.from(
  await subset(
    readFileSync(join(projectRoot, 'core/signing/appearance/fonts/LiberationSerif-Regular.ttf')),
    letters,
    { targetFormat: 'sfnt' },
  ),
);
const glyphs = fontkit.create(fontProgram);

/** Two bytes a letter: its glyph. */
export function codesOf(text: string): string {
  return [...text].map((letter) => glyphOf(letter).toString(16).padStart(4, '0')).join('');
}

function glyphOf(letter: string): number {
  return glyphs.glyphForCodePoint(letter.codePointAt(0) ?? 0).id;
}

/** `says`: a letter that stands for another one. */
function toUnicode(says: Readonly<Record<string, string>> = {}): string {
  const lines = [...new Set(letters)].map((letter) => {
    const said = (says[letter] ?? letter).charCodeAt(0).toString(16).padStart(4, '0');
    return `<${codesOf(letter)}> <${said}>`;
  });
  return `beginbfchar\n${lines.join('\n')}\nendbfchar`;
}

/** Of the fields for number, day and month: objects 20, 21 and 22; of the font: 25. */
export const numberRect = '100 760 200 775';

interface FieldText {
  readonly name: string;
  readonly rect: string;
  readonly form: string;
  readonly more?: string;
}

const fields: Readonly<Record<number, FieldText>> = {
  20: { name: 'CongvuNumber', rect: numberRect, form: 'So: \\205/QD-UBND' },
  21: { name: 'CongvuDay', rect: '300 760 320 775', form: '' },
  22: { name: 'CongvuMonth', rect: '350 760 370 775', form: '' },
};

/** A field of the three, as it stands in the file; `changes` overrides what it is made of. */
export function keptField(number: number, changes: Partial<FieldText> = {}): string {
  const { name, rect, more = '' } = { ...(fields[number] as FieldText), ...changes };
  const form = number === 20 ? forms.number : forms.date;
  return `<</Type/Annot/Subtype/Widget/FT/Tx/T(${name})/TM<${form}>/P 3 0 R/Rect[${rect}]/F 132/DA(0 g /F 13 Tf)${more}>>`;
}

const utf16 = (text: string) => `feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}`;
const forms = { number: utf16('Số: …/QĐ-UBND'), date: utf16('Minh Họa, ngày … tháng … năm 2026') };

const widths = [...new Set(letters)]
  .map((letter) => {
    const { id, advanceWidth } = glyphs.glyphForCodePoint(letter.codePointAt(0) ?? 0);
    return `${id}[${((advanceWidth * 1000) / glyphs.unitsPerEm).toFixed(2)}]`;
  })
  .join('');

export interface FontChanges {
  readonly program?: Buffer;
  readonly says?: Readonly<Record<string, string>>;
  /** Of the font below, and of its descriptor. */
  readonly below?: string;
  readonly descriptor?: string;
  /** Of the stream of the program, which is deflated. */
  readonly packing?: string;
}

/** The font of the fields, objects 25 to 29; `changes` makes it lie. */
export function fontObjects({
  program = fontProgram,
  says,
  below,
  descriptor,
  packing = '/Filter/FlateDecode',
}: FontChanges = {}): Objects {
  return {
    25: '<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[26 0 R]/ToUnicode 27 0 R>>',
    26: `<</Type/Font/Subtype/CIDFontType2${below ?? `/W[${widths}]`}/FontDescriptor 28 0 R>>`,
    27: stream(toUnicode(says)),
    28: `<</Type/FontDescriptor/Flags 4${descriptor ?? '/FontFile2 29 0 R'}>>`,
    29: stream(deflateSync(program), packing),
  };
}

const kept = ['20 0 R', '21 0 R', '22 0 R'];

/** A base with the three empty fields, which the person then signs. */
export function keptBase(objects: Objects = {}): Buffer {
  return basePdf({
    ...baseObjects,
    20: keptField(20),
    21: keptField(21),
    22: keptField(22),
    ...fontObjects(),
    ...objects,
  });
}

export function personKeeps(base: Buffer = keptBase(), changes: SignatureChanges = {}): Buffer {
  return personSigns(base, { earlier: kept, ...changes });
}

export function agencySeals(before: Buffer, changes: SignatureChanges = {}): Buffer {
  return agencySigns(before, { earlier: [...kept, '5 0 R'], ...changes });
}

export interface Look {
  readonly value?: string;
  /** What is drawn, when it is not the value. */
  readonly drawn?: string;
  readonly size?: number;
  readonly x?: number;
  readonly box?: string;
  /** Entries of the appearance. */
  readonly entries?: string;
  readonly resources?: string;
  /** The content itself. */
  readonly content?: string;
  /** Entries of the field. */
  readonly more?: string;
}

/** The field filled, and its appearance in object `look`. */
export function filled(number: number, look: number, changes: Look & Partial<FieldText> = {}): Objects {
  const { value = number === 20 ? '12' : '10', more = '', size = 13, x = 2 } = changes;
  const [left = 0, bottom = 0, right = 0, top = 0] = (fields[number]?.rect ?? '').split(' ').map(Number);
  const box = changes.box ?? `0 0 ${right - left} ${top - bottom}`;
  const content = changes.content ?? drawnLook({ size, x, y: 3, codes: codesOf(changes.drawn ?? value) });
  const resources = changes.resources ?? '<</Font<</F1 25 0 R>>>>';
  const entries = `/Type/XObject/Subtype/Form/BBox[${box}]/Resources${resources}${changes.entries ?? ''}`;
  const { value: _, more: __, ...text } = changes;
  return {
    [number]: keptField(number, { ...text, more: `/V<${utf16(value)}>/Ff 1/AP<</N ${look} 0 R>>${more}` }),
    [look]: stream(content, entries),
  };
}

/** The clerk's revision: number, day and month, unless `changes` says otherwise. */
export function numbered(before: Buffer, changes: Objects = {}, options: AppendOptions = {}): Buffer {
  return append(
    before,
    { ...filled(20, 30), ...filled(21, 31), ...filled(22, 32, { value: '3' }), ...changes },
    options,
  );
}
