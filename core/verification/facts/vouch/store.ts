/** What archivers and writers of increments touch: trailer, security store, metadata and the modification date. */
import {
  catalogOf,
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  sameObject,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { plain, plainToEnd } from '../signatures/store.ts';
import { changedKeys, numberOf, type RevisionStep, trailerNumber } from '../step.ts';
import { isIdle } from './additional-streams.ts';
import { sameMetadata } from './xmp.ts';

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
  if (isNew(newId, oldId) && !isIdentifier(newId))
    step.refuse('trailer', 'trailer /ID', 'is no pair of strings');
  const info = after.entries.get('Info');
  // Poppler searches the bytes for an object that it does not find.
  if (isNew(info, before.entries.get('Info')) && !isKind(step.after.resolve(info), 'dictionary'))
    step.refuse('trailer', 'trailer /Info', 'leads to no document information');
  let restated = 0;
  for (const key of changedKeys(before, after)) {
    const value = after.entries.get(key);
    if (value === undefined || trailerKeys.has(key)) continue;
    if (key === 'AdditionalStreams' && isIdle(step.after, value)) continue;
    if (++restated > mostRestated || !isRestated(step, key, value))
      step.refuse('trailer', `trailer /${key}`, 'is not part of the trailer of a later revision');
  }
}

/**
 * Programs copy the entries of all earlier trailers, also those that one between had left out (ISO 32000-1, 7.5.6, asks for them). A
 * word that leads nowhere, with a value that was signed or vouched for before, tells no reader anything new.
 */
function isRestated(step: RevisionStep, key: string, value: PdfObject): boolean {
  if (!isKind(value, 'name') && !isKind(value, 'string')) return false;
  return step.earlierTrailers().some(({ entries }) => sameObject(entries.get(key) ?? null, value));
}

/** Entries of a trailer that are looked for in all earlier ones: no program writes more than two of its own. */
const mostRestated = 8;

function isNew(value: PdfObject | undefined, old: PdfObject | undefined): boolean {
  return value !== undefined && (old === undefined || !sameObject(value, old));
}

function isIdentifier(id: PdfObject | undefined): boolean {
  return isKind(id, 'array') && id.items.length === 2 && id.items.every((item) => isKind(item, 'string'));
}

/** ISO 32000-1, tables 15 and 17, with what a cross-reference stream has as a stream; no encryption, no hybrids. */
const trailerKeys = new Set('Size Prev Root Info ID Type Index W Length Filter DecodeParms'.split(' '));

/** The parts of /DSS may change as long as nothing else uses them. */
export function vouchForStore(step: RevisionStep): void {
  const value = catalogOf(step.after)?.entries.get('DSS') ?? null;
  const old = catalogOf(step.before)?.entries.get('DSS') ?? null;
  const known = storeMembers(step.before, old);
  const members = new Set([...storeMembers(step.after, value), ...known]);
  const catalog = numberOf(step.before.trailer.entries.get('Root')) ?? trailerNumber;
  let touched = !sameObject(value, old);
  for (const number of members) {
    // The page's own content as a "certificate": whoever renews the store could later renew the page.
    if (known.has(number) || step.added.has(number) || step.before.definition(number) === undefined) continue;
    step.refuse('alias', 'catalog /DSS', `holds object ${number}, which was there already as something else`);
  }
  if (touched || [...members].some((number) => step.changed.has(number))) refuseStrangers(step, value, old);
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

const storeKeys = new Set('Type Certs CRLs OCSPs VRI'.split(' '));
const proofKeys = new Set(['Length', 'Filter']);

/** What no archiver writes, and new streams that hold no DER (ETSI EN 319 142-1, 5.4.2). */
function refuseStrangers(step: RevisionStep, value: PdfObject, old: PdfObject): void {
  const [was, is] = [dictionaryOf(step.before.resolve(old)), dictionaryOf(step.after.resolve(value))];
  const refuse = (place: string) =>
    step.refuse('catalog', `catalog /DSS${place}`, 'is not part of a security store');
  for (const key of changedKeys(was, is)) {
    const object = is?.entries.get(key);
    if (!storeKeys.has(key) || !isPartOfStore(step.after, key, object)) refuse(` /${key}`);
  }
  const [wasRelated, related] = [
    dictionaryOf(step.before.resolve(was?.entries.get('VRI'))),
    dictionaryOf(step.after.resolve(is?.entries.get('VRI'))),
  ];
  for (const key of changedKeys(wasRelated, related)) {
    if (!isRelated(step.after, key, related?.entries.get(key))) refuse(` /VRI /${key}`);
  }
  for (const number of storeMembers(step.after, value)) {
    if (!step.added.has(number) && !step.changed.has(number)) continue;
    const object = step.after.object(number);
    if (!isKind(object, 'stream')) continue;
    const bytes = plainToEnd(object, mostBytes);
    const isBare = [...object.dictionary.entries.keys()].every((key) => proofKeys.has(key));
    if (!isBare || bytes === undefined || !isOneSequence(bytes))
      step.refuse('object', `object ${number}`, 'is no certificate, list or response of a security store');
  }
}

/** What was taken away is nothing foreign either. */
function isPartOfStore(view: View, key: string, object: PdfObject | undefined): boolean {
  if (object === undefined || key === 'VRI') return true;
  return key === 'Type' ? isName(object, 'DSS') : isProofList(view, object);
}

/** Streams, each an object of its own. */
function isProofList(view: View, object: PdfObject): boolean {
  const list = view.resolve(object);
  return (
    isKind(list, 'array') &&
    list.items.every((item) => numberOf(item) !== undefined && isKind(view.resolve(item), 'stream'))
  );
}

/** An entry of /VRI: by the SHA-1 of a signature (ISO 32000-2, 12.8.4.4), what belongs to it. */
function isRelated(view: View, name: string, object: PdfObject | undefined): boolean {
  if (object === undefined) return true;
  if (name === 'Type') return isName(object, 'VRI');
  const entry = view.resolve(object);
  return /^[0-9A-F]{40}$/.test(name) && isKind(entry, 'dictionary') && isEntryOfRelated(view, entry);
}

function isEntryOfRelated(view: View, { entries }: PdfDictionary): boolean {
  return [...entries].every(([key, value]) => {
    if (key === 'Type') return isName(value, 'VRI');
    if (key === 'TU') return isKind(value, 'string') && value.bytes.length <= longestDate;
    if (key === 'TS') return numberOf(value) !== undefined && isKind(view.resolve(value), 'stream');
    return (key === 'Cert' || key === 'CRL' || key === 'OCSP') && isProofList(view, value);
  });
}

/** `D:20260310000000+07'00'`, and in UTF-16. */
const longestDate = 64;

/** As `securityStore` reads. */
const mostBytes = 16 * 1024 * 1024;

/** Certificates, lists, responses and tokens are each one SEQUENCE in DER, to their last byte. */
function isOneSequence(bytes: Uint8Array): boolean {
  const [tag, first = 0x80] = bytes;
  if (tag !== 0x30) return false;
  if (first < 0x80) return bytes.length === 2 + first;
  const count = first - 0x80;
  if (count === 0 || count > 4) return false;
  const length = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length === 2 + count + length;
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
      if (isKind(view.resolve(list), 'array')) openStreams(itemsOf(open(list)));
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

/** pyHanko writes text that it had read as UTF-16 in PDFDocEncoding. Broken UTF-16 would be one sign, whatever it was. */
function isSameText(was: PdfObject, is: PdfObject): boolean {
  if (!isKind(was, 'string') || !isKind(is, 'string')) return false;
  const text = textOf(is);
  return text === textOf(was) && !text.includes('\ufffd');
}

const dates = new Set(['ModDate', 'Producer']);
const metadataKeys = new Set('Type Subtype Length Filter DecodeParms DL'.split(' '));

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
    else if (isSameText(step.before.resolve(before?.entries.get(key)), value))
      step.vouch('metadata', `Info /${key}`, 'was written in another encoding');
    else step.refuse('trailer', `Info /${key}`, 'was changed');
  }
  const number = numberOf(oldValue);
  if (number !== undefined && step.changed.has(number)) step.explainInRole(number, [trailerNumber], 'Info');

  const oldStream = catalogOf(step.before)?.entries.get('Metadata');
  const newStream = catalogOf(step.after)?.entries.get('Metadata');
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
  const [packed, unpacked] = [was, is].map((stream) => plain(stream, mostBytes));
  const foreign = [...is.dictionary.entries.keys()].find((key) => !metadataKeys.has(key));
  if (foreign !== undefined)
    step.refuse('catalog', `catalog /Metadata /${foreign}`, 'is not part of metadata');
  if (
    unpacked === undefined ||
    (isKind(was, 'stream') && packed === undefined) ||
    !sameMetadata(packed, unpacked)
  ) {
    step.refuse('catalog', 'catalog /Metadata', 'says more than another date, producer or toolkit');
  }
  step.vouch('metadata', 'catalog /Metadata', 'was renewed');
}
