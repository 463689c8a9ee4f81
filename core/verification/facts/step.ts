/** The step from one revision to the next: which objects it touched, and which of them a rule has vouched for. */
import {
  eachReference,
  isKind,
  isName,
  type Limits,
  mostWholeReals,
  type PdfDictionary,
  type PdfFile,
  type PdfObject,
  type Revision,
  type SignatureField,
  sameObject,
  type View,
} from '../../pdf/reading/index.ts';
import type { ChangeFacts, ChangeKind, FilledField, SignatureFacts } from './facts.ts';
import { followed, openedBy } from './vouch/additional-streams.ts';

/** Changes that are refused, of one step: whoever reads of a thousand needs no further ones. */
const mostNamed = 1_000;

/** Stands for the trailer among the objects that refer to others. */
export const trailerNumber = -1;

/** A field whose signature covers exactly the step's revision. */
export type SignedField = SignatureField & Pick<SignatureFacts, 'kind'>;

/** A class because the rules share its growing state: what is explained so far. It lives for one step only. */
export class RevisionStep {
  readonly before: View;
  readonly after: View;
  /** Objects that were there and are different now. */
  readonly changed: ReadonlySet<number>;
  /** Objects, changed or not, in which whole numbers are written as reals and were not, or the other way round. */
  readonly respelled: ReadonlySet<number>;
  /** Objects that were not there. */
  readonly added: ReadonlySet<number>;
  readonly signed: readonly SignedField[];
  readonly changes: ChangeFacts[] = [];
  readonly revision: number;
  readonly limits: Limits;
  private readonly explained = new Set<number>();
  private readonly signedObjects: ReadonlySet<number | undefined>;
  private refused = 0;
  private readonly referrers: ReadonlyMap<number, readonly number[]>;
  private readonly earlier: readonly Revision[];

  constructor(file: PdfFile, revision: number, signed: readonly SignedField[]) {
    this.revision = revision;
    this.earlier = file.revisions.slice(0, revision);
    this.limits = file.limits;
    this.before = file.view(revision - 1);
    this.after = file.view(revision);
    this.signed = signed;
    this.signedObjects = new Set(
      signed.flatMap(({ object, widgets }) => [object, ...widgets.map((one) => one.object)]),
    );
    const { changed, added, deleted, respelled } = touched(
      file.revisions[revision] as Revision,
      this.before,
      this.after,
    );
    this.changed = changed;
    this.added = added;
    this.respelled = respelled;
    const streams = newStreams(file.revisions[revision] as Revision, this.before);
    const news = streams.length === 0 ? added : new Set([...added, ...streams]);
    this.referrers = changed.size + news.size === 0 ? new Map() : referrersIn(this.before, changed, news);
    for (const number of deleted) this.refuse('deletion', `object ${number}`, 'was taken away');
    const opened = openedBy(this.before.trailer, this.after);
    for (const number of news) {
      const from = this.referrers.get(number) ?? (opened.has(number) ? [trailerNumber] : undefined);
      // A signed document that points to nothing, so that something can be put there later, is a known attack.
      if (from !== undefined) {
        this.refuse(
          'dangling-reference',
          `object ${number}`,
          `is new, but object ${from[0]} already pointed to it`,
        );
      }
    }
  }

  /** Objects (of the earlier revision) that refer to this one, which the step touched; the trailer counts as -1. */
  referrersOf(number: number): readonly number[] {
    return this.referrers.get(number) ?? [];
  }

  /** Of all revisions before this one, a linearized one having two. */
  earlierTrailers(): readonly PdfDictionary[] {
    return this.earlier.flatMap(({ sections }) => sections.map(({ trailer }) => trailer));
  }

  /** A rule understands the whole change of this object. */
  explain(number: number): void {
    this.explained.add(number);
  }

  /**
   * A rule understands the change of this object in one role; it is refused when the earlier revision uses the
   * object anywhere but from `owners`, since in its other role the same change could mean something else.
   */
  explainInRole(number: number, owners: readonly number[], place: string): void {
    this.explained.add(number);
    const stranger = this.referrersOf(number).find((from) => !owners.includes(from));
    if (stranger !== undefined || this.referrersOf(number).length > owners.length) {
      this.refuse('alias', place, `object ${number} is also used by object ${stranger ?? owners[0]}`);
    }
  }

  vouch(kind: ChangeKind, place: string, detail: string, filled?: FilledField): void {
    const change = { revision: this.revision, vouched: true, kind, place, detail } as const;
    this.changes.push(filled === undefined ? change : { ...change, filled });
  }

  refuse(kind: ChangeKind, place: string, detail: string): void {
    if (++this.refused > mostNamed) return;
    this.changes.push({ revision: this.revision, vouched: false, kind, place, detail });
  }

  /** Whether a new signature's field or widget is this object, which was not there before. */
  isPartOfSigning(number: number): boolean {
    return this.added.has(number) && this.signedObjects.has(number);
  }

  /** Every changed object that no rule has understood. */
  unexplained(): readonly number[] {
    return [...this.changed].filter((number) => !this.explained.has(number));
  }
}

/** Keys whose values differ, references compared as written. */
export function changedKeys(before: PdfDictionary | undefined, after: PdfDictionary | undefined): string[] {
  if (before === after) return [];
  const keys: string[] = [];
  before?.entries.forEach((old, key) => {
    const now = after?.entries.get(key);
    if (now === undefined || !sameObject(old, now)) keys.push(key);
  });
  after?.entries.forEach((_, key) => {
    if (before?.entries.has(key) !== true) keys.push(key);
  });
  return keys;
}

export function numberOf(object: PdfObject | undefined): number | undefined {
  return isKind(object, 'reference') ? object.number : undefined;
}

function touched(revision: Revision, before: View, after: View) {
  const changed = new Set<number>();
  const added = new Set<number>();
  const deleted = new Set<number>();
  const respelled = new Set<number>();
  for (const section of revision.sections) {
    for (const number of section.entries.keys()) {
      const [old, now] = [before.entry(number), after.entry(number)];
      if (old === undefined) {
        if (now !== undefined) added.add(number);
      } else if (now === undefined) deleted.add(number);
      else {
        if (differs(number, before, after)) changed.add(number);
        if (writesOtherReals(number, before, after)) respelled.add(number);
      }
    }
  }
  return { changed, added, deleted, respelled };
}

const none: readonly string[] = [];

/** What has the same value is shown differently: Poppler draws no picture of `8.0` bits, and takes annotations with `/F 2.0` for visible. */
function writesOtherReals(number: number, before: View, after: View): boolean {
  const old = before.withReferences(number)?.wholeReals ?? none;
  const now = after.withReferences(number)?.wholeReals ?? none;
  if (old.length === 0 && now.length === 0) return false;
  return (
    old.length !== now.length || old.length === mostWholeReals || !now.every((place) => old.includes(place))
  );
}

/** Numbers of cross-reference streams that no entry leads to, and no object had: MuPDF takes them for the object nevertheless. */
function newStreams({ sections }: Revision, before: View): number[] {
  return sections.flatMap(({ ownNumber: number, entries }) => {
    if (number === undefined || before.entry(number) !== undefined) return [];
    const entry = entries.get(number);
    return entry === undefined || entry.type === 'free' ? [number] : [];
  });
}

function differs(number: number, before: View, after: View): boolean {
  return (
    generationOf(number, before) !== generationOf(number, after) ||
    !sameObject(before.object(number), after.object(number))
  );
}

function generationOf(number: number, view: View): number {
  const entry = view.entry(number);
  return entry?.type === 'offset' ? entry.generation : 0;
}

/** A number has one of 32 bits: most that are not in a set of few have one that none of these has. */
const bitOf = (number: number) => 1 << (number & 31);

function bitsOf(numbers: ReadonlySet<number>): number {
  let bits = 0;
  for (const number of numbers) bits |= bitOf(number);
  return bits;
}

/** Object that the step touched → the objects that refer to it, one entry a reference. */
function referrersIn(
  view: View,
  changed: ReadonlySet<number>,
  added: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  const bits = bitsOf(changed) | bitsOf(added);
  const note = (to: number, from: number) => {
    if ((bits & bitOf(to)) === 0 || (!changed.has(to) && !added.has(to))) return;
    const list = found.get(to);
    if (list === undefined) found.set(to, [from]);
    else list.push(from);
  };
  const noteAll = (object: PdfObject, from: number) => {
    eachReference(object, ({ number }) => {
      note(number, from);
    });
  };
  view.numbers().forEach((number) => {
    const read = view.withReferences(number);
    if (read === undefined || read.references.length === 0) return;
    const { object, references } = read;
    if (isKind(object, 'stream') && isName(object.dictionary.entries.get('Type'), 'XRef')) {
      // Its dictionary is a trailer, not part of the document.
      for (const [key, value] of object.dictionary.entries) {
        if (!['Root', 'Info'].includes(key)) noteAll(value, number);
      }
    } else for (let index = 0; index < references.length; index++) note(references[index] as number, number);
  });
  noteAll(followed(view.trailer), trailerNumber);
  return found;
}
