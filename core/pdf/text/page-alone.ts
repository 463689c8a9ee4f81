/**
 * One page as a small PDF of its own, with what its text needs and nothing else, unpacked: pdf.js reads it in two thirds
 * of the time, since it unpacks streams piece by piece, and takes the bytes of a whole document into its possession.
 */
import { both } from '../../../foundation/bilingual.ts';
import { unpackedBytes } from '../drawing/streams.ts';
import { fail } from '../reading/errors.ts';
import type { InflateBudget } from '../reading/filters.ts';
import {
  defaultLimits,
  inherited,
  isKind,
  isName,
  type Page,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  type View,
} from '../reading/index.ts';

const mostObjects = 5000;
/** Contents and fonts, unpacked: a font with all signs of Chinese has ten. */
const mostBytes = 24 * 1024 * 1024;

/**
 * Undefined for a page that names no font: nothing on it is text (ISO 32000-1, 9.3.1). Throws PDF_TEXT_TOO_MUCH for a page
 * that is, PDF_… as reading does.
 */
export function pageAlone(view: View, page: Page): Uint8Array | undefined {
  const copied: PdfObject[] = [];
  const numbers = new Map<number, number>();
  let fonts = false;
  const budget: InflateBudget = { limit: mostBytes, left: mostBytes };

  /** References become references to copies; 3 is the first number that is free. */
  function copyOf(object: PdfObject, depth = 0): PdfObject {
    if (depth > defaultLimits.depth || copied.length > mostObjects) {
      throw fail('PDF_TEXT_TOO_MUCH', { what: both(`${mostObjects} objects`, `${mostObjects} đối tượng`) });
    }
    if (isKind(object, 'reference')) {
      const known = numbers.get(object.number);
      if (known !== undefined) return { kind: 'reference', number: known, generation: 0 };
      const at = copied.length;
      numbers.set(object.number, at + firstCopy);
      copied.push(null);
      copied[at] = copyOf(view.resolve(object), depth + 1);
      return { kind: 'reference', number: at + firstCopy, generation: 0 };
    }
    if (isKind(object, 'array'))
      return { ...object, items: object.items.map((item) => copyOf(item, depth + 1)) };
    if (isKind(object, 'dictionary')) return dictionaryCopy(object, depth);
    if (!isKind(object, 'stream')) return object;
    if (isName(view.resolve(object.dictionary.entries.get('Subtype')), 'Image')) return noImage;
    const { dictionary, raw } = unpacked(object);
    return { kind: 'stream', dictionary: dictionaryCopy(dictionary, depth), raw };
  }

  function dictionaryCopy({ entries }: PdfDictionary, depth: number): PdfDictionary {
    fonts ||= entries.has('Font');
    const kept = [...entries].filter(([key]) => !withoutText.has(key));
    return {
      kind: 'dictionary',
      entries: new Map(kept.map(([key, value]) => [key, copyOf(value, depth + 1)])),
    };
  }

  /** Unpacked here, whatever the filter: what pdf.js unpacks for itself nobody has counted. */
  function unpacked(stream: PdfStream): { readonly dictionary: PdfDictionary; readonly raw: Uint8Array } {
    const others = [...stream.dictionary.entries].filter(
      ([key]) => key !== 'Filter' && key !== 'DecodeParms',
    );
    const raw = unpackedBytes(view, stream, budget);
    // Without a filter nothing has been taken off yet.
    if (raw === stream.raw) budget.left -= raw.length;
    if (budget.left < 0)
      throw fail('PDF_TEXT_TOO_MUCH', { what: both(`${mostBytes} bytes`, `${mostBytes} byte`) });
    return { dictionary: { kind: 'dictionary', entries: new Map(others) }, raw };
  }

  const entries = new Map<string, PdfObject>([
    ['Type', { kind: 'name', value: 'Page' }],
    ['Parent', { kind: 'reference', number: 2, generation: 0 }],
  ]);
  for (const key of ofPage) {
    const value = inherited(view, page.dictionary, key);
    if (value !== undefined) entries.set(key, copyOf(value));
  }
  return fonts ? written([{ kind: 'dictionary', entries }, ...copied]) : undefined;
}

/** 1 the catalogue, 2 the page tree, 3 the page. */
const firstCopy = 4;

const ofPage = ['MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Resources', 'Contents'] as const;

/** Leads out of the page, or to what only drawing needs. */
const withoutText: ReadonlySet<string> = new Set([
  ...['Parent', 'P', 'StructParent', 'StructParents', 'Metadata', 'PieceInfo', 'OC', 'Group', 'SMask'],
  ...['Pattern', 'Shading', 'ColorSpace', 'Properties', 'Length'],
]);

const noImage: PdfStream = Object.freeze({
  kind: 'stream',
  dictionary: {
    kind: 'dictionary',
    entries: new Map<string, PdfObject>([
      ['Type', { kind: 'name', value: 'XObject' }],
      ['Subtype', { kind: 'name', value: 'Image' }],
      ['Width', 1],
      ['Height', 1],
    ]),
  },
  raw: new Uint8Array(0),
} as const);

function written(objects: readonly PdfObject[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  let end = 0;
  const write = (chunk: Uint8Array) => {
    chunks.push(chunk);
    end += chunk.length;
  };
  const text = (line: string) => write(Buffer.from(line, 'latin1'));
  text('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n');
  const rows = [0, 9, end];
  text('2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n');
  objects.forEach((object, index) => {
    rows.push(end);
    text(`${index + 3} 0 obj\n`);
    if (isKind(object, 'stream')) {
      text(`${spelled(object.dictionary).slice(0, -2)}/Length ${object.raw.length}>>\nstream\n`);
      write(object.raw);
      text('\nendstream\nendobj\n');
    } else text(`${spelled(object)}\nendobj\n`);
  });
  const start = end;
  const table = rows.map((offset, number) =>
    number === 0 ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`,
  );
  text(`xref\n0 ${rows.length}\n${table.join('')}trailer\n<</Size ${rows.length}/Root 1 0 R>>\n`);
  text(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(chunks, end);
}

function spelled(object: PdfObject): string {
  if (object === null || typeof object === 'boolean') return String(object);
  // PDF knows no exponents.
  if (typeof object === 'number') return /e/.test(String(object)) ? object.toFixed(12) : String(object);
  switch (object.kind) {
    case 'name':
      return nameSpelled(object.value);
    case 'string':
      return `<${Buffer.from(object.bytes).toString('hex')}>`;
    case 'reference':
      return `${object.number} 0 R`;
    case 'array':
      return `[${object.items.map(spelled).join(' ')}]`;
    case 'dictionary':
      return `<<${[...object.entries].map(([key, value]) => `${nameSpelled(key)} ${spelled(value)}`).join('')}>>`;
    case 'stream':
      throw new RangeError('a stream inside another object');
  }
}

function nameSpelled(name: string): string {
  if (/^[A-Za-z0-9+_.,-]*$/.test(name)) return `/${name}`;
  const bytes = Buffer.from(
    name,
    [...name].every((letter) => letter.charCodeAt(0) < 256) ? 'latin1' : 'utf8',
  );
  const letters = Array.from(bytes, (byte) =>
    /[A-Za-z0-9+_.,-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `#${byte.toString(16).padStart(2, '0')}`,
  );
  return `/${letters.join('')}`;
}
