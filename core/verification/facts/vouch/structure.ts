/**
 * The structure of a tagged document (ISO 32000-1, 14.7): a signer may add an element for the widget of his signature, which says where it
 * belongs and nothing else. What there is stays as it is: readers aloud take texts from it.
 */
import {
  catalogOf,
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfObject,
  sameObject,
  type View,
} from '../../../pdf/reading/index.ts';
import { changedKeys, numberOf, type RevisionStep } from '../step.ts';
import { additionsTo } from './form.ts';

const elementKeys = new Set('Type S P K Pg'.split(' '));
const rootKeys = new Set('K ParentTree ParentTreeNextKey'.split(' '));
/** Of the tree that leads from numbers to elements. */
const deepest = 16;
const mostEntries = 100_000;

export function vouchForStructure(step: RevisionStep): void {
  if (!step.signed.some(({ kind }) => kind === 'signature')) return;
  const rootNumber = numberOf(catalogOf(step.before)?.entries.get('StructTreeRoot'));
  if (rootNumber === undefined) return;
  const touched = step.unexplained();
  if (touched.length === 0) return;
  const [oldRoot, newRoot] = [step.before, step.after].map((view) => dictionaryOf(view.object(rootNumber)));
  if (oldRoot === undefined || newRoot === undefined) return;
  const nodes = keptNodes(step, oldRoot, newRoot);
  for (const number of touched) {
    const isRoot = number === rootNumber;
    const [old, now] = [dictionaryOf(step.before.object(number)), dictionaryOf(step.after.object(number))];
    if (old === undefined || now === undefined || !(isRoot || isElement(old))) continue;
    const keys = changedKeys(old, now);
    if (!keys.every((key) => (isRoot ? rootKeys.has(key) : key === 'K'))) continue;
    if (!growsByWidgets(step, number, old, now) || (isRoot && nodes === undefined)) continue;
    step.explain(number);
    step.vouch('signature', `object ${number}`, 'got a structure element for the widget of a new signature');
  }
  // Nodes of the tree that were written again in place: what they hold was compared as a whole.
  for (const number of step.unexplained()) {
    const isNode = nodes?.has(number) === true && dictionaryOf(step.before.object(number)) !== undefined;
    if (isNode) step.explain(number);
  }
}

function isElement(dictionary: PdfDictionary): boolean {
  return isName(dictionary.entries.get('Type'), 'StructElem');
}

/** One kid stands alone or in a list. */
function kidsOf(view: View, dictionary: PdfDictionary): readonly PdfObject[] {
  const kids = view.resolve(dictionary.entries.get('K'));
  if (kids === null) return [];
  return isKind(kids, 'array') ? kids.items : [dictionary.entries.get('K') ?? null];
}

function growsByWidgets(step: RevisionStep, owner: number, old: PdfDictionary, now: PdfDictionary): boolean {
  const additions = additionsTo(kidsOf(step.before, old), kidsOf(step.after, now));
  return additions?.every((addition) => isOfWidget(step, addition, owner)) === true;
}

/** A new element that leads to the widget of a new signature, without a text of its own. */
function isOfWidget(step: RevisionStep, addition: PdfObject, owner: number): boolean {
  const number = numberOf(addition);
  const element = number === undefined ? undefined : dictionaryOf(step.after.object(number));
  if (number === undefined || element === undefined || !step.added.has(number) || !isElement(element))
    return false;
  const { entries } = element;
  const kid = dictionaryOf(step.after.resolve(itemsOf(entries.get('K'))[0] ?? entries.get('K')))?.entries;
  const widget = numberOf(kid?.get('Obj'));
  return (
    [...entries.keys()].every((key) => elementKeys.has(key)) &&
    numberOf(entries.get('P')) === owner &&
    itemsOf(entries.get('K')).length <= 1 &&
    isName(kid?.get('Type'), 'OBJR') &&
    widget !== undefined &&
    step.isPartOfSigning(widget)
  );
}

/** Nodes of the tree before and after, by their objects; undefined unless it keeps what it had, and only gets the new elements. */
function keptNodes(
  step: RevisionStep,
  old: PdfDictionary,
  now: PdfDictionary,
): ReadonlySet<number> | undefined {
  const before = treeIn(step.before, old.entries.get('ParentTree'));
  const after = treeIn(step.after, now.entries.get('ParentTree'));
  const next = now.entries.get('ParentTreeNextKey');
  if (before === undefined || after === undefined) return undefined;
  if (next !== undefined && !Number.isInteger(next)) return undefined;
  for (const [key, value] of before.values) {
    const kept = after.values.get(key);
    if (kept === undefined || !isSame(step, value, kept)) return undefined;
  }
  const grows = [...after.values].every(
    ([key, value]) => before.values.has(key) || isNewElement(step, value),
  );
  return grows ? before.nodes.intersection(after.nodes) : undefined;
}

/** The same element, or a list of the same ones: iText writes lists anew. */
function isSame({ before, after }: RevisionStep, old: PdfObject, now: PdfObject): boolean {
  if (sameObject(old, now)) return true;
  const [a, b] = [before.resolve(old), after.resolve(now)];
  return isKind(a, 'array') && isKind(b, 'array') && sameObject(a, b);
}

function isNewElement(step: RevisionStep, value: PdfObject): boolean {
  const owner = numberOf(dictionaryOf(step.after.resolve(value))?.entries.get('P'));
  return owner !== undefined && isOfWidget(step, value, owner);
}

interface NumberTree {
  readonly values: ReadonlyMap<number, PdfObject>;
  /** By their objects; those without one as negative numbers. */
  readonly nodes: ReadonlySet<number>;
}

/** Undefined for a tree that is damaged or too large. */
function treeIn(view: View, tree: PdfObject | undefined): NumberTree | undefined {
  const found = new Map<number, PdfObject>();
  const seen = new Set<number>();
  const walk = (node: PdfObject | undefined, depth: number): boolean => {
    const number = numberOf(node) ?? -1 - seen.size;
    if (seen.has(number)) return false;
    seen.add(number);
    const entries = dictionaryOf(view.resolve(node))?.entries;
    if (entries === undefined || depth > deepest) return false;
    const list = itemsOf(view.resolve(entries.get('Nums')));
    for (let at = 0; at + 1 < list.length; at += 2) {
      const key = view.resolve(list[at]);
      if (typeof key !== 'number' || found.has(key) || found.size >= mostEntries) return false;
      found.set(key, list[at + 1] ?? null);
    }
    return itemsOf(view.resolve(entries.get('Kids'))).every((kid) => walk(kid, depth + 1));
  };
  return tree === undefined || walk(tree, 0) ? { values: found, nodes: seen } : undefined;
}
