/** What archivers and writers of increments touch: trailer, security store, metadata and the modification date. */
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfObject,
  sameObject,
  type View,
} from '../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep, trailerNumber } from './step.ts';
import { items } from './vouch-form.ts';

/** The increment's trailer has to lead to the same catalog of the same file. */
export function vouchForTrailer(step: RevisionStep): void {
  const [before, after] = [step.before.trailer, step.after.trailer];
  const root = (view: View) => view.trailer.entries.get('Root') ?? null;
  if (!sameObject(root(step.before), root(step.after)))
    step.refuse('trailer', 'trailer /Root', 'leads to another catalog');
  const firstId = (id: PdfObject | undefined) => (isKind(id, 'array') ? (id.items[0] ?? null) : null);
  const [oldId, newId] = [before.entries.get('ID'), after.entries.get('ID')];
  if (oldId !== undefined && !sameObject(firstId(oldId), firstId(newId))) {
    step.refuse('trailer', 'trailer /ID', 'the permanent identifier was changed');
  }
}

/** The parts of /DSS may change as long as nothing else uses them. */
export function vouchForStore(step: RevisionStep): void {
  const value = step.catalog(step.after)?.entries.get('DSS') ?? null;
  const old = step.catalog(step.before)?.entries.get('DSS') ?? null;
  const members = new Set([...storeMembers(step.after, value), ...storeMembers(step.before, old)]);
  const catalog = numberOf(step.before.trailer.entries.get('Root')) ?? trailerNumber;
  let touched = !sameObject(value, old);
  for (const number of members) {
    if (!step.changed.has(number)) continue;
    touched = true;
    step.explain(number);
    const stranger = step.referrersOf(number).find((from) => from !== catalog && !members.has(from));
    if (stranger !== undefined) {
      step.refuse('alias', 'catalog /DSS', `object ${number} is also used by object ${stranger}`);
    }
  }
  if (touched) step.vouch('security-store', 'catalog /DSS', 'proof for later verifiers was added');
}

/**
 * Numbers of the objects that make up a security store, by its shape alone: following every reference instead would
 * let a store that points at a page explain the page.
 */
function storeMembers(view: View, from: PdfObject): Set<number> {
  const found = new Set<number>();
  const open = (object: PdfObject | undefined): PdfObject => {
    const number = numberOf(object);
    if (number !== undefined) found.add(number);
    return view.resolve(object);
  };
  const openLists = (object: PdfObject, keys: readonly string[]) => {
    if (!isKind(object, 'dictionary')) return;
    for (const key of keys) {
      const list = object.entries.get(key);
      if (isKind(view.resolve(list), 'array')) openStreams(items(open(list)));
      else openStreams(list === undefined ? [] : [list]);
    }
  };
  const openStreams = (list: readonly PdfObject[]) => {
    for (const item of list) if (isKind(view.resolve(item), 'stream')) open(item);
  };
  const store = open(from);
  openLists(store, ['Certs', 'CRLs', 'OCSPs']);
  const related = isKind(store, 'dictionary') ? open(store.entries.get('VRI')) : null;
  if (isKind(related, 'dictionary')) {
    for (const entry of related.entries.values()) openLists(open(entry), ['Cert', 'CRL', 'OCSP', 'TS']);
  }
  return found;
}

const dates = new Set(['ModDate', 'Producer']);

/** The document information's modification date and producer, and the XMP stream that repeats them. */
export function vouchForInformation(step: RevisionStep): void {
  const oldValue = step.before.trailer.entries.get('Info');
  // A trailer without /Info leaves readers to the earlier one.
  const newValue = step.after.trailer.entries.get('Info') ?? oldValue;
  const before = dictionaryOf(step.before.resolve(oldValue));
  const after = dictionaryOf(step.after.resolve(newValue));
  const keys = changedKeys(before, after);
  for (const key of keys) {
    const value = step.after.resolve(after?.entries.get(key));
    if (dates.has(key) && isKind(value, 'string')) step.vouch('metadata', `Info /${key}`, 'was renewed');
    else step.refuse('trailer', `Info /${key}`, 'was changed');
  }
  const number = numberOf(oldValue);
  if (number !== undefined && step.changed.has(number)) step.explainInRole(number, [trailerNumber], 'Info');

  const oldStream = step.catalog(step.before)?.entries.get('Metadata');
  const newStream = step.catalog(step.after)?.entries.get('Metadata');
  const [was, is] = [step.before.resolve(oldStream), step.after.resolve(newStream)];
  if (sameObject(was, is) && sameObject(oldStream ?? null, newStream ?? null)) return;
  if (!isKind(is, 'stream') || !isName(is.dictionary.entries.get('Type'), 'Metadata')) {
    step.refuse('catalog', 'catalog /Metadata', 'was changed into something else');
    return;
  }
  const [old, now] = [numberOf(oldStream), numberOf(newStream)];
  const catalog = numberOf(step.before.trailer.entries.get('Root')) ?? trailerNumber;
  if (old !== undefined && step.changed.has(old)) step.explainInRole(old, [catalog], 'catalog /Metadata');
  if (now !== undefined && now !== old && !step.added.has(now)) {
    step.refuse('alias', 'catalog /Metadata', `leads to object ${now}, which was there already`);
  }
  step.vouch('metadata', 'catalog /Metadata', 'was renewed');
}
