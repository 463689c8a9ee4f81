/** Files built to exhaust a reader of PDFs: depth, width, circles, compression, the same thing asked for again and again. */
import { deflateSync } from 'node:zlib';
import { append, baseObjects, basePdf } from '../testing/pdf.ts';
import {
  type Bodies,
  behind,
  bigPdf,
  objectStream,
  pagesAnd,
  type Row,
  revisionAt,
  streamBytes,
  streamedPdf,
  upTo,
} from './big-pdf.ts';
import { bothSign, personSigns } from './signed.ts';

/** Name → maker. Made one at a time: together they would fill the memory that they are to measure. */
export type Bombs = Readonly<Record<string, Bomb>>;

export interface Bomb {
  (): Buffer;
  /** Takes a while to make: only in the long form. */
  readonly large?: true;
}

export const large = (make: () => Buffer): Bomb => Object.assign(make, { large: true } as const);

const field = (number: number, more = '') =>
  [number, `<</FT/Sig/T(f${number})/Subtype/Widget/Rect[0 0 0 0]${more}>>`] as [number, string];
const list = (count: number, first: number) => [...upTo(count, (index) => `${first + index} 0 R`)].join(' ');
const form = (fields: string) => `/AcroForm<</Fields[${fields}]/SigFlags 3>>`;
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const zeros = (megabytes: number) => deflateSync(Buffer.alloc(megabytes << 20), { level: 1 });

/** One object stream with these bodies behind a catalog that leads to the first. */
function packed(bodies: readonly string[], catalog: string): Buffer {
  const rows = new Map<number, Row>(bodies.map((_, index) => [10 + index, [2, 5, index]]));
  const loose: [number, Buffer][] = pagesAnd([], catalog).map(([number, body]) => [
    number,
    Buffer.from(body),
  ]);
  return streamedPdf([...loose, [5, objectStream(10, bodies)]], rows);
}

/** A signed document, then one revision after another: whatever is compared is compared each time. */
function revisions(base: Buffer, count: number, body: (revision: number) => Bodies): Buffer {
  const signed = bothSign(base);
  const parts = [signed];
  let place = behind(signed);
  for (let revision = 0; revision < count; revision++) {
    const own = revisionAt(place, body(revision));
    parts.push(own);
    place = { ...behind(own), length: place.length + own.length };
  }
  return Buffer.concat(parts);
}

const many = (count: number, body: (number: number) => string): Buffer =>
  basePdf({ ...baseObjects, ...Object.fromEntries(upTo(count, (index) => [20 + index, body(20 + index)])) });

export const pdfBombs: Bombs = {
  'a cross-reference stream that inflates to 100 MB': () =>
    streamedPdf([], new Map(), {
      xref: zeros(100),
      entries: '/Size 9/W[1 4 4]/Root 1 0 R/Filter/FlateDecode',
    }),
  'a cross-reference stream of 63 MB that is never asked for': large(() =>
    streamedPdf([], new Map(), {
      xref: zeros(63),
      entries: '/Size 9/Index[0 1]/W[1 4 4]/Root 1 0 R/Filter/FlateDecode',
    }),
  ),
  'a predictor over 63 MB': large(() =>
    streamedPdf([], new Map(), {
      xref: deflateSync(Buffer.alloc(63 << 20, 4), { level: 1 }),
      entries:
        '/Size 9/Index[0 1]/W[1 4 4]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 4/Colors 3>>',
    }),
  ),
  'filters one inside the other': () =>
    streamedPdf([], new Map(), {
      xref: deflateSync(zeros(50)),
      entries: '/Size 9/W[1 4 4]/Root 1 0 R/Filter[/FlateDecode/FlateDecode]',
    }),
  'a /Size beyond everything': () =>
    Buffer.from(
      basePdf()
        .toString('latin1')
        .replace(/\/Size 5/, '/Size 99999999999999'),
      'latin1',
    ),
  'a cross-reference that announces 10^15 entries': () =>
    streamedPdf([], new Map(), {
      xref: deflateSync(Buffer.alloc(90)),
      entries: '/Size 999999999999999/W[1 4 4]/Root 1 0 R/Filter/FlateDecode',
    }),
  'a table that announces 10^15 entries': () =>
    Buffer.from(
      '%PDF-1.7\nxref\n0 999999999999999\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n',
    ),
  'half a million entries of zero width': () =>
    streamedPdf([], new Map(), {
      xref: deflateSync(Buffer.alloc(0)),
      entries: '/Size 499999/W[0 0 0]/Root 1 0 R/Filter/FlateDecode',
    }),
  'an object stream of empty arrays': () => packed([`[${'[]'.repeat(15_000_000)}]`], '/AcroForm 10 0 R'),
  'an object stream of empty dictionaries': () =>
    packed([`[${'<<>>'.repeat(7_000_000)}]`], '/AcroForm 10 0 R'),
  'an object stream of names': large(() => packed([`[${'/a'.repeat(15_000_000)}]`], '/AcroForm 10 0 R')),
  'an object stream of strings': large(() => packed([`[${'()'.repeat(15_000_000)}]`], '/AcroForm 10 0 R')),
  'an object stream of numbers': large(() => packed([`[${'1.5 '.repeat(7_000_000)}]`], '/AcroForm 10 0 R')),
  'a file of empty dictionaries': () =>
    bigPdf(pagesAnd([[4, `[${'<<>>'.repeat(6_000_000)}]`]], '/AcroForm 4 0 R')),
  'an object stream whose list names one large object many times': () => {
    const body = `[${'1 '.repeat(50_000)}]`;
    const head = `${'10 0 '.repeat(20_000)}\n`;
    const data = streamBytes(
      deflateSync(Buffer.from(head + body)),
      `/Type/ObjStm/N 20000/First ${head.length}/Filter/FlateDecode`,
    );
    const loose: [number, Buffer][] = pagesAnd([], '/AcroForm 10 0 R').map(([n, b]) => [n, Buffer.from(b)]);
    return streamedPdf([...loose, [5, data]], new Map([[10, [2, 5, 0]]]));
  },
  'object streams that extend each other': () => {
    const loose: [number, Buffer][] = pagesAnd([], '/AcroForm 10 0 R').map(([n, b]) => [n, Buffer.from(b)]);
    return streamedPdf(
      [
        ...loose,
        [5, objectStream(10, ['<<>>'], '/Extends 6 0 R')],
        [6, objectStream(11, ['<<>>'], '/Extends 5 0 R')],
      ],
      new Map([
        [10, [2, 5, 0]],
        [11, [2, 6, 0]],
      ]),
    );
  },
  'object streams inside each other': () =>
    streamedPdf(
      [[3, Buffer.from('<<>>')]],
      new Map([
        [1, [2, 2, 0]],
        [2, [2, 1, 0]],
      ]),
    ),
  'lengths that lead to streams whose lengths lead on': large(() =>
    bigPdf(
      pagesAnd(
        upTo(100_000, (n) => [10 + n, `<</Length ${11 + n} 0 R>>\nstream\n\nendstream`]),
        '/AcroForm 10 0 R',
      ),
    ),
  ),
  'a hundred thousand references in a row': large(() =>
    bigPdf(
      pagesAnd(
        upTo(100_000, (n) => [10 + n, `${11 + n} 0 R`]),
        '/AcroForm 10 0 R',
      ),
    ),
  ),
  'objects hidden in the comments of others': () => {
    const head = '%PDF-1.7\n';
    const pages = pagesAnd([], '/AcroForm 4 0 R');
    let text = head;
    const rows: string[] = [];
    for (const [number, body] of pages) {
      rows.push(`${number} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`);
      text += `${number} 0 obj\n${body}\nendobj\n`;
    }
    for (let number = 4; number < 60_004; number++) {
      rows.push(`${number} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`);
      text += `${number} 0 obj%`;
    }
    text += `\nnull endobj\n`;
    return bothSign(
      Buffer.from(
        `${text}xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size 60004/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
      ),
    );
  },
  'a number of a million digits': () =>
    bigPdf(pagesAnd([[4, `${'1'.repeat(1_000_000)}x`]], '/AcroForm 4 0 R')),
  'a name of ten million letters': () =>
    bigPdf(pagesAnd([[4, `/${'#41'.repeat(3_000_000)}`]], '/AcroForm 4 0 R')),
  'a string of thirty million brackets': large(() =>
    bigPdf(pagesAnd([[4, nested('(', ')', 15_000_000)]], '/AcroForm 4 0 R')),
  ),
  'arrays a million deep': () => bigPdf(pagesAnd([[4, nested('[', ']', 1_000_000)]], '/AcroForm 4 0 R')),
  'dictionaries a million deep': () =>
    bigPdf(pagesAnd([[4, nested('<</a', '>>', 1_000_000)]], '/AcroForm 4 0 R')),
  'a cross-reference that leads to itself': () => append(basePdf(), {}, { prev: basePdf().length }),
  'a chain of 3,000 cross-references': large(() => {
    let pdf = basePdf();
    for (let n = 0; n < 3_000; n++) {
      const at = pdf.length;
      const prev = /startxref\s+(\d+)/.exec(pdf.subarray(-40).toString('latin1'))?.[1];
      pdf = Buffer.concat([
        pdf,
        Buffer.from(
          `xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 5/Root 1 0 R/Prev ${prev}>>\nstartxref\n${at}\n%%EOF\n`,
        ),
      ]);
    }
    return pdf;
  }),
  'a hybrid whose hidden stream is the table itself': () => {
    const base = basePdf();
    return append(base, {}, { trailer: `/XRefStm ${base.lastIndexOf('xref\n0')}` });
  },
  'a million pages side by side': large(() =>
    bigPdf([
      [1, '<</Type/Catalog/Pages 2 0 R>>'],
      [2, `<</Type/Pages/Kids[${list(1_000_000, 3)}]/Count 1000000>>`],
      ...upTo(1_000_000, (n) => [3 + n, '<</Type/Page>>'] as [number, string]),
    ]),
  ),
  'as many pages as the limit allows': large(() =>
    bigPdf([
      [1, '<</Type/Catalog/Pages 2 0 R>>'],
      [2, `<</Type/Pages/Kids[${list(240_000, 3)}]/Count 240000>>`],
      ...upTo(240_000, (n) => [3 + n, '<</Type/Page/MediaBox[0 0 9 9]>>'] as [number, string]),
    ]),
  ),
  'pages in a tree 240,000 deep': large(() =>
    bigPdf([
      [1, '<</Type/Catalog/Pages 2 0 R>>'],
      ...upTo(240_000, (n) => [2 + n, `<</Type/Pages/Kids[${3 + n} 0 R]>>`] as [number, string]),
    ]),
  ),
  'a page tree in which every child stands twice': () =>
    bigPdf([
      [1, '<</Type/Catalog/Pages 2 0 R>>'],
      ...upTo(60, (n) => [2 + n, `<</Type/Pages/Kids[${3 + n} 0 R ${3 + n} 0 R]>>`] as [number, string]),
    ]),
  'one list of annotations on all of 45,000 pages': large(() =>
    bigPdf([
      [1, `<</Type/Catalog/Pages 2 0 R${form('')}>>`],
      [2, `<</Type/Pages/Kids[${list(45_000, 10)}]>>`],
      [3, `[${list(300_000, 100_000)}]`],
      ...upTo(45_000, (n) => [10 + n, '<</Type/Page/Annots 3 0 R>>'] as [number, string]),
    ]),
  ),
  'one list of widgets on all of 20,000 fields': large(() =>
    bigPdf([
      ...pagesAnd([], form(list(20_000, 10))),
      [4, `[${list(50_000, 40_000)}]`],
      ...upTo(20_000, (n) => [10 + n, `<</FT/Sig/T(f${n})/Kids 4 0 R>>`] as [number, string]),
      ...upTo(50_000, (n) => [40_000 + n, '<</Rect[0 0 1 1]>>'] as [number, string]),
    ]),
  ),
  'one list of widgets on fields written inside the form': large(() =>
    bigPdf([
      ...pagesAnd([], form([...upTo(20_000, (n) => `<</FT/Sig/T(f${n})/Kids 4 0 R>>`)].join(''))),
      [4, `[${list(50_000, 40_000)}]`],
      ...upTo(50_000, (n) => [40_000 + n, '<</Rect[0 0 1 1]>>'] as [number, string]),
    ]),
  ),
  '200,000 empty signature fields': large(() =>
    bigPdf([...pagesAnd([], form(list(200_000, 10))), ...upTo(200_000, (n) => field(10 + n))]),
  ),
  'a name of a megabyte above 100,000 fields': large(() =>
    bigPdf([
      ...pagesAnd([], form('4 0 R')),
      [4, `<</T(${'x'.repeat(1 << 20)})/Kids[${list(100_000, 10)}]>>`],
      ...upTo(100_000, (n) => field(10 + n)),
    ]),
  ),
  'a name of a megabyte in 5,000 signatures': () =>
    bigPdf([
      ...pagesAnd([[4, `(${'x'.repeat(1 << 20)})`]], form(list(5_000, 10))),
      ...upTo(5_000, (n) => field(10 + n, '/V<</Name 4 0 R/Reason 4 0 R/Location 4 0 R>>')),
    ]),
  'a list of 300,000 references in 5,000 signatures': () =>
    bigPdf([
      ...pagesAnd([[4, `[${'0 '.repeat(300_000)}]`]], form(list(5_000, 10))),
      ...upTo(5_000, (n) => field(10 + n, '/V<</Reference 4 0 R>>/Lock<</Fields 4 0 R>>')),
    ]),
  'one signature in 20,000 fields': () => {
    const signed = personSigns(basePdf({ ...baseObjects, 15: '(pad)'.padEnd(2 << 20) }));
    return bigPdf(
      [
        [1, `<</Type/Catalog/Pages 2 0 R${form(list(20_000, 30))}>>`],
        ...upTo(20_000, (n) => field(30 + n, '/V 6 0 R')),
      ],
      signed,
    );
  },
  'one field of 45,000 widgets over 45,000 pages': large(() =>
    bigPdf([
      [1, `<</Type/Catalog/Pages 2 0 R${form('4 0 R')}>>`],
      [2, `<</Type/Pages/Kids[${list(45_000, 10)}]>>`],
      [4, `<</FT/Sig/T(f)/V<<>>/Kids[${list(45_000, 110_000)}]>>`],
      ...upTo(45_000, (n) => [10 + n, `<</Type/Page/Annots[${110_000 + n} 0 R]>>`] as [number, string]),
      ...upTo(45_000, (n) => [110_000 + n, '<</Rect[0 0 1 1]>>'] as [number, string]),
    ]),
  ),
  '250 revisions over 200,000 objects': large(() =>
    revisions(
      many(200_000, () => '<<>>'),
      250,
      (n) => [[220_000 + n, 'null']],
    ),
  ),
  '250 revisions over an object of 400,000 parts': () =>
    revisions(basePdf({ ...baseObjects, 15: `[${'1 '.repeat(400_000)}]` }), 250, (n) => [
      [220_000 + n, 'null'],
    ]),
  '250 revisions that turn a large object over': large(() =>
    revisions(basePdf({ ...baseObjects, 15: `[${'1 '.repeat(50_000)}0]` }), 250, (n) => [
      [15, `[${'1 '.repeat(50_000)}${n}]`],
    ]),
  ),
  '120,000 objects replaced': large(() =>
    bigPdf(
      upTo(120_000, (n) => [20 + n, '<</a 1>>']),
      bothSign(many(120_000, () => '<<>>')),
    ),
  ),
  '45,000 pages that share a list of annotations which grows': large(() => {
    const page =
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots 15 0 R>>';
    const base = basePdf({
      ...baseObjects,
      2: `<</Type/Pages/Kids[3 0 R ${list(45_000, 20)}]>>`,
      15: '[]',
      ...Object.fromEntries(upTo(45_000, (n) => [20 + n, page])),
    });
    return bigPdf([[15, '[1 0 R]']], bothSign(base));
  }),
  '20,000 annotations that are added with a field of 20,000 widgets': () => {
    const widgets = list(20_000, 30);
    const base = basePdf({ ...baseObjects, 15: '[]' });
    return personSigns(personSigns(base), {
      name: 'Other',
      number: 8,
      objects: {
        3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[5 0 R ${widgets}]>>`,
        ...Object.fromEntries(upTo(20_000, (n) => [30 + n, '<</Subtype/Widget/Rect[0 0 0 0]>>'])),
      },
      fieldEntries: `/Kids[${widgets}]`,
    });
  },
};
