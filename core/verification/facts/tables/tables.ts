/**
 * Whether other readers take the cross-references of later revisions as this one does. One that does not drops all tables,
 * searches the bytes for objects, and may show another page: this reader has to see that coming.
 */
import {
  isKind,
  isName,
  isPlainContainer,
  isPlainSection,
  isPlainSectionForm,
  type Oddity,
  type OddityKind,
  oddityText,
  oddReferences,
  oddStream,
  type PdfFile,
  type PdfStream,
  type Revision,
  type Section,
  type View,
} from '../../../pdf/reading/index.ts';
import { headAt, type ObjectHead } from '../bytes/object-head.ts';
import { hasOddBlank, loosenessOf, loosenessText } from '../bytes/object-shape.ts';
import type { ChangeFacts, ChangeKind } from '../facts.ts';
import { hiddenTokens } from './hidden.ts';
import { loosely, looseSize } from './loose-size.ts';

const anew = 'other readers build the table anew and may show another page';
const dangers: Partial<Record<ChangeKind, string>> = {
  'table-entry': anew,
  'table-form': anew,
  'table-size': anew,
  'object-form': 'other readers may take something else for it and show another page',
};

const changeOf: Readonly<Record<OddityKind, ChangeKind>> = {
  'zero-in-use': 'table-entry',
  'type-unknown': 'table-entry',
  'no-offset': 'table-entry',
  generation: 'table-entry',
  twice: 'table-entry',
  'entry-form': 'table-form',
  'section-form': 'table-form',
  size: 'table-size',
  'beyond-size': 'table-size',
  'dictionary-form': 'table-form',
  mixed: 'table-form',
  packing: 'object-form',
  'packing-comment': 'object-form',
  'long-name': 'object-form',
  'stream-line': 'object-form',
  'reference-generation': 'object-form',
  'reference-beyond': 'object-form',
  'page-tree': 'object-form',
  'page-frame': 'object-form',
  'stream-shape': 'object-form',
  linearized: 'table-form',
  unlisted: 'hidden-object',
};

/** Changes of the revisions behind `signed` that make, or would feed, such a search. All of them are refused. */
export function tableProblems(file: PdfFile, signed: number): ChangeFacts[] {
  const { bytes, revisions } = file;
  const later = revisions.slice(signed + 1);
  const [first] = later;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return [];
  const heads = new Set<number>();
  const streams: LaterStream[] = [];
  const problems = [
    ...linearizedLater(file, signed),
    ...later.flatMap((revision) => problemsOf(file, revision, heads, streams)),
  ];
  const agedIn = oddReferences(file, last.number).filter(({ revision }) => revision > signed);
  for (const { revision, kind, object } of agedIn) {
    problems.push(refused(revision, changeOf[kind], `object ${object ?? '(any)'}`, oddityText[kind]));
  }
  const sections = later.flatMap((revision) => revision.sections);
  for (const { at, word } of hiddenTokens(bytes, first.start, last.end, heads, sections)) {
    const revision = later.find(({ end }) => at < end) ?? last;
    const what = word === 'obj' ? 'the head of an object' : `the word ${word}`;
    problems.push(
      refused(
        revision.number,
        'hidden-object',
        `bytes ${at}-${at + word.length}`,
        `hold ${what} that no cross-reference leads to`,
      ),
    );
  }
  // Behind what they may hide: the word that ends a stream stands in hidden objects too.
  const view = file.view(last.number);
  for (const { revision, number, stream } of streams) {
    if (oddStream(view, stream) === undefined) continue;
    const kind = changeOf['stream-shape'];
    problems.push(refused(revision, kind, `object ${number}`, oddityText['stream-shape']));
  }
  return problems;
}

/** Readers that believe the dictionary start elsewhere as soon as the file has the length that it says. */
function linearizedLater(
  { bytes, revisions, linearizations }: PdfFile,
  signed: number,
): readonly ChangeFacts[] {
  if (linearizations.length === 0) return [];
  const { endWithLine } = revisions[signed] ?? revisions[0];
  return linearizations.flatMap(({ length = bytes.length }) => {
    if (length <= endWithLine || length > bytes.length) return [];
    const { number } = revisions.find(({ end }) => length <= end) ?? revisions.at(-1) ?? revisions[0];
    return [refused(number, 'table-form', 'linearization /L', oddityText.linearized)];
  });
}

/** A stream of a later revision. */
interface LaterStream {
  readonly revision: number;
  readonly number: number;
  readonly stream: PdfStream;
}

function problemsOf(
  file: PdfFile,
  revision: Revision,
  heads: Set<number>,
  streams: LaterStream[],
): ChangeFacts[] {
  const view = file.view(revision.number);
  const containers = new Map<number, readonly number[]>();
  const problems: ChangeFacts[] = [];
  const loose: number[] = [];
  const refuse = (kind: ChangeKind, place: string, detail: string) => {
    if (problems.length < 16) problems.push(refused(revision.number, kind, place, detail));
  };
  for (const section of revision.sections) {
    for (const oddity of section.oddities) refuse(...named(oddity, section));
    if (!isPlainSection(file, section, 'signer')) refuse(...named(formOdd, section));
    if (!isPlainSectionForm(file.bytes, section)) refuse(...named(sectionOdd, section));
    else if (hasOddBlankIn(file.bytes, section))
      refuse('table-form', `bytes ${section.offset}`, loosenessText.blank);
    // OpenPDF leads there; so does iText's oldest.
    if (file.bytes[section.offset] === 10)
      problems.push(loosely(revision.number, `bytes ${section.offset}`, loosenessText.offset));
    if (section.kind === 'stream') {
      const own = headAt(file.bytes, section.offset);
      if (own === undefined) refuse('table-form', `bytes ${section.offset}`, oddityText['section-form']);
      else {
        heads.add(own.start);
        if (isOfAnother(view, own.number, section))
          refuse('table-entry', `object ${own.number}`, 'is also the number of the cross-reference');
      }
    }
    for (const [number, entry] of section.entries) {
      if (entry.type === 'packed') {
        let held = containers.get(entry.container);
        if (held === undefined) {
          held = view.packedIn(entry.container) ?? [];
          containers.set(entry.container, held);
        }
        if (held[entry.index] !== number) {
          refuse(
            'table-entry',
            `object ${number}`,
            `does not lie in object ${entry.container} as its entry says`,
          );
        }
      } else if (entry.type === 'offset') {
        const head = headAt(file.bytes, entry.offset);
        if (head?.number !== number || head.generation !== entry.generation) {
          refuse(
            'table-entry',
            `object ${number}`,
            `does not begin at byte ${entry.offset} as its entry says`,
          );
        } else if (entry.offset >= revision.start) {
          heads.add(head.start);
          const object = view.object(number);
          if (isKind(object, 'stream')) {
            streams.push({ revision: revision.number, number, stream: object });
            nameUnled(view, section, number, object, refuse);
          }
          nameOdd(file, view, number, entry.offset, refuse);
          nameLoose(file, view, head, entry.offset, refuse, loose);
        } else if (head.start !== entry.offset) loose.push(number);
      }
    }
  }
  nameSize(file, revision, refuse);
  const [first, ...more] = loose;
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    problems.push(loosely(revision.number, `object ${first}`, `${loosenessText.offset}${others}`));
  }
  const size = looseSize(file, revision);
  if (size !== undefined)
    problems.push(
      size.isUsual
        ? loosely(revision.number, 'trailer /Size', size.said)
        : refused(revision.number, 'table-size', 'trailer /Size', size.said),
    );
  // What makes a reader search is said before what it would find.
  return [
    ...problems.filter(({ kind }) => kind !== 'hidden-object'),
    ...problems.filter(({ kind }) => kind === 'hidden-object'),
  ];
}

/** In the dictionary: of the rest there is one way of writing. */
function hasOddBlankIn(bytes: Buffer, { kind, dictionaryAt, bodyEnd }: Section): boolean {
  const end = kind === 'stream' ? bytes.indexOf('stream', dictionaryAt) : bodyEnd;
  return hasOddBlank(bytes, dictionaryAt, end);
}

/** MuPDF takes the stream itself for the object of its number, whatever the entries say. */
function isOfAnother(view: View, number: number, section: Section): boolean {
  const entry = view.entry(number);
  return entry !== undefined && !(entry.type === 'offset' && entry.offset === section.offset);
}

const formOdd: Oddity = { kind: 'dictionary-form', object: undefined };
const sectionOdd: Oddity = { kind: 'section-form', object: undefined };

type Refuse = (kind: ChangeKind, place: string, detail: string) => void;

/** An object stream with more than the entries lead to, and a cross-reference that is none of the file's. */
function nameUnled(view: View, section: Section, number: number, object: PdfStream, refuse: Refuse): void {
  const type = object.dictionary.entries.get('Type');
  const entry = section.entries.get(number);
  if (isName(type, 'XRef') && entry?.type === 'offset' && entry.offset !== section.offset) {
    refuse('hidden-object', `object ${number}`, 'is a cross-reference that nothing leads to');
  }
  if (!isName(type, 'ObjStm')) return;
  for (const [index, held] of (view.packedIn(number) ?? []).entries()) {
    const own = section.entries.get(held);
    if (own?.type !== 'packed' || own.container !== number || own.index !== index) {
      refuse(
        'hidden-object',
        `object ${number}`,
        `holds object ${held}, to which no cross-reference leads there`,
      );
    }
  }
}

/** An object that was read, with all that it holds where it is an object stream. */
function nameOdd(file: PdfFile, view: View, number: number, offset: number, refuse: Refuse): void {
  const odd = file.oddRead.get(offset);
  if (odd !== undefined) refuse(changeOf[odd.kind], `object ${odd.object ?? number}`, oddityText[odd.kind]);
  else if (view.packedIn(number) !== undefined && !isPlainContainer(file.bytes, offset, 'signer'))
    refuse('object-form', `object ${number}`, oddityText.packing);
}

/** Against all that the chain holds: a section alone has its own entries only. */
function nameSize({ revisions }: PdfFile, revision: Revision, refuse: Refuse): void {
  const [section] = revision.sections;
  const size = section.trailer.entries.get('Size');
  let highest = 0;
  for (const { sections } of revisions.slice(0, revision.number + 1)) {
    for (const one of sections) highest = Math.max(highest, one.highest);
  }
  if (typeof size === 'number' && size > section.highest && size <= highest) {
    refuse('table-size', 'trailer /Size', `${oddityText['beyond-size']} ${highest}`);
  }
}

/** How an object is written around its values; what is only unusual is gathered in `unusual`. */
function nameLoose(
  file: PdfFile,
  view: View,
  head: ObjectHead,
  offset: number,
  refuse: Refuse,
  unusual: number[],
): void {
  const { number } = head;
  const current = view.entry(number);
  if (current?.type !== 'offset' || current.offset !== offset) return;
  const place = { offset, head, end: file.endOf(number, view) };
  const loose = loosenessOf(file.bytes, place, view.object(number));
  if (loose === 'offset') unusual.push(number);
  else if (loose !== undefined) refuse('object-form', `object ${number}`, loosenessText[loose]);
}

function named({ kind, object }: Oddity, section: Section): [ChangeKind, string, string] {
  const said = oddityText[kind];
  if (kind === 'beyond-size') return [changeOf[kind], 'trailer /Size', `${said} ${object}`];
  if (kind === 'size') return [changeOf[kind], 'trailer /Size', said];
  return [changeOf[kind], object === undefined ? `bytes ${section.offset}` : `object ${object}`, said];
}

function refused(revision: number, kind: ChangeKind, place: string, detail: string): ChangeFacts {
  const danger = dangers[kind];
  const said = danger === undefined ? detail : `${detail}: ${danger}`;
  return { revision, vouched: false, kind, place, detail: said };
}
