/** Drafts that repeat one piece of syntax until something gives way: inside an object, between two, in the trailer, in a file that is damaged. */
import {
  type Bodies,
  bigPdf,
  objectStream,
  pagesAnd,
  type Row,
  streamedPdf,
  upTo,
} from '../../verification/fuzz/big-pdf.ts';
import { type Bombs, large } from '../../verification/fuzz/bombs-pdf.ts';

const pieces: Readonly<Record<string, string>> = {
  'comments behind numbers': '1%',
  'one comment': '%',
  'comments on lines': '%\n',
  'objects behind comments': '1 0 obj%',
  'heads of objects': '7 0 obj ',
  'heads of objects in comments': '%7 0 obj\n',
  'objects that end': '7 0 obj null endobj ',
  'words obj': 'obj ',
  'opened arrays': '[',
  'opened dictionaries': '<<',
  'opened dictionaries with keys': '<</a',
  'opened strings': '(',
  'strings that escape': '\\(',
  'opened hexadecimal strings': '<0',
  'digits of hexadecimal strings': '00 ',
  'empty arrays': '[]',
  'empty dictionaries': '<<>>',
  'empty strings': '()',
  names: '/a',
  'different names': '/a#',
  'one name': 'name',
  'one number': '9',
  signs: '-',
  numbers: '1 ',
  references: '1 0 R ',
  'words stream': 'stream\n',
  'words endstream': 'endstream\n',
  'streams in streams': '<</Length 1 0 R>>stream\n',
  tables: 'xref\n0 1\n',
  'entries of tables': '1 1 n ',
  trailers: 'trailer<</a 1>>',
  'opened trailers': 'trailer<</a(',
  ends: 'startxref\n1\n%%EOF\n',
  nothing: ' ',
  zeros: '\0',
  lines: '\r\n',
  'half keywords': 'tru ',
  'lists of filters': '/Filter[/',
  'lists of numbers': '/Index[ 1 ',
};

const repeated = (piece: string, bytes: number) => piece.repeat(Math.ceil(bytes / piece.length));

/** Nobody finds its table. */
function damaged(pdf: Buffer): Buffer {
  const at = pdf.lastIndexOf('startxref\n') + 'startxref\n'.length;
  return Buffer.concat([pdf.subarray(0, at), Buffer.from('1'), pdf.subarray(at)]);
}

function before(pdf: Buffer, word: string, flood: string): Buffer {
  const at = pdf.lastIndexOf(word);
  return Buffer.concat([pdf.subarray(0, at), Buffer.from(flood, 'latin1'), pdf.subarray(at)]);
}

const plain = (more: Bodies = []) => bigPdf(pagesAnd(more));

const places: Readonly<Record<string, (flood: string) => Buffer>> = {
  'in an object': (flood) => plain([[4, flood]]),
  'in an array': (flood) => plain([[4, `[${flood}]`]]),
  'in an object of a damaged file': (flood) => damaged(plain([[4, flood]])),
  'in an array of a damaged file': (flood) => damaged(plain([[4, `[${flood}]`]])),
  'in a string of a damaged file': (flood) => damaged(plain([[4, `<</a(${flood})>>`]])),
  'in a stream of a damaged file': (flood) =>
    damaged(plain([[4, `<</Length 9 0 R>>stream\n${flood}\nendstream`]])),
  'in the head of a stream of a damaged file': (flood) =>
    damaged(plain([[4, `<</Type/ObjStm${flood}>>stream\nendstream`]])),
  'between the objects of a damaged file': (flood) => damaged(before(plain(), '2 0 obj', `${flood}\n`)),
  'behind the header of a damaged file': (flood) => damaged(before(plain(), '1 0 obj', `${flood}\n`)),
  'before the table': (flood) => before(plain(), 'startxref', `\n${flood}\n`),
  'in the trailer': (flood) => before(plain(), '>>\nstartxref', `/X ${flood}`),
  'in the trailer of a damaged file': (flood) => damaged(before(plain(), '>>\nstartxref', `/X ${flood}`)),
};

function floodsOf(bytes: number, wrap: (make: () => Buffer) => Bombs[string]): Bombs {
  return Object.fromEntries(
    Object.entries(pieces).flatMap(([what, piece]) =>
      Object.entries(places).map(([where, place]) => [
        `${what} ${where} (${bytes})`,
        wrap(() => place(repeated(piece, bytes))),
      ]),
    ),
  );
}

/** Object streams of this text in a damaged file. */
function packed(text: string, count: number): Buffer {
  const rows = new Map<number, Row>([...upTo(count, (index) => [10 + index, [2, 5, index]] as const)]);
  const loose = pagesAnd().map(([number, body]) => [number, Buffer.from(body)] as const);
  return damaged(streamedPdf([...loose, [5, objectStream(10, [...upTo(count, () => text)])]], rows));
}

export const draftBombs: Bombs = {
  ...floodsOf(40_000, (make) => make),
  ...floodsOf(10_000_000, large),
  'an object stream of empty dictionaries in a damaged file': large(() =>
    packed(`[${'<<>>'.repeat(7_000_000)}]`, 1),
  ),
  'an object stream of names in a damaged file': large(() => packed(`[${'/a'.repeat(15_000_000)}]`, 1)),
  'an object stream of 200,000 objects in a damaged file': large(() => packed('<</a[1 2 3]>>', 200_000)),
  'an object stream of comments in a damaged file': () => packed(`[${'1%'.repeat(40_000)}]`, 1),
  '400 object streams of a megabyte in a damaged file': large(() => {
    const loose = pagesAnd().map(([number, body]) => [number, Buffer.from(body)] as const);
    const stream = objectStream(5000, [`(${' '.repeat(1 << 20)})`]);
    return damaged(streamedPdf([...loose, ...upTo(400, (n) => [10 + n, stream] as const)], new Map()));
  }),
  '250 sections whose trailers run to the end of the file': large(() => {
    const text = ['%PDF-1.7\n'];
    let at = 9;
    for (let n = 0; n < 250; n++) {
      const part = `xref\n0 0\ntrailer\n<</Root 1 0 R/Prev ${at + 100_000}/X(`.padEnd(100_000);
      text.push(part);
      at += part.length;
    }
    return Buffer.from(`${text.join('')}${')'.repeat(250)}>>\nstartxref\n9\n%%EOF\n`, 'latin1');
  }),
  '200,000 streams of indirect length in a damaged file': large(() =>
    damaged(plain(upTo(200_000, (n) => [10 + n, '<</Length 9 0 R>>stream\nBT ET\nendstream'] as const))),
  ),
  'streams of 100 MB of indirect length in a damaged file': large(() =>
    damaged(plain([[10, `<</Length 9 0 R>>stream\n${'q Q\n'.repeat(25 << 20)}\nendstream`]])),
  ),
};
