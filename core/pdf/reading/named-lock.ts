/** Which fields a signature locks by their names (ISO 32000-1, 12.8.2.4 and table 233): what one lock says, and several at once. */
import { isKind, isName, itemsOf, type PdfDictionary, textOf } from './objects.ts';
import type { View } from './view.ts';

export interface NamedLock {
  /** All, Include, Exclude; another one as written locks all. */
  readonly action: string;
  readonly fields: readonly string[];
}

const all: NamedLock = { action: 'All', fields: [] };

export function namedLock(view: View, lock: PdfDictionary | undefined): NamedLock {
  const action = view.resolve(lock?.entries.get('Action'));
  const given = view.resolve(lock?.entries.get('Fields'));
  const items = itemsOf(given).map((item) => view.resolve(item));
  return lockSaying(
    isName(action) ? action.value : undefined,
    isKind(given, 'array') ? items : undefined,
    (item) => (isKind(item, 'string') ? textOf(item) : undefined),
  );
}

/**
 * `action`, `names`: undefined for what is none. What cannot be read was to lock something, and nobody knows what: all. So does a
 * lock that says no action. What many references lead to is read once.
 */
export function lockSaying<Item>(
  action: string | undefined,
  names: readonly Item[] | undefined,
  textIn: (item: Item) => string | undefined,
): NamedLock {
  if (action === undefined || action === 'All' || names === undefined) return all;
  const fields: string[] = [];
  for (const item of new Set(names)) {
    const text = textIn(item);
    if (text === undefined) return all;
    fields.push(text);
  }
  return { action, fields };
}

/** Locks what any of them locks; undefined for none. */
export function strictestLock(locks: readonly NamedLock[]): NamedLock | undefined {
  const [first, ...others] = locks;
  return first && others.reduce(strictest, first);
}

/** Whether the field of that very name is locked. */
export function locksField({ action, fields }: NamedLock, name: string): boolean {
  if (action !== 'Include' && action !== 'Exclude') return true;
  return (action === 'Include') === fields.includes(name);
}

/** To include a field is to include those below it. */
function strictest(one: NamedLock, other: NamedLock): NamedLock {
  const locks = [one, other];
  if (locks.some(({ action }) => action !== 'Include' && action !== 'Exclude')) return all;
  const included = new Set(locks.flatMap(({ action, fields }) => (action === 'Include' ? fields : [])));
  const [open, ...alsoOpen] = locks.filter(({ action }) => action === 'Exclude');
  if (open === undefined) return { action: 'Include', fields: [...included] };
  const inAll = alsoOpen.map(({ fields }) => new Set(fields));
  const isIncluded = within(included);
  const left = open.fields.filter(
    (field) => inAll.every((fields) => fields.has(field)) && !isIncluded(field),
  );
  return { action: 'Exclude', fields: left };
}

/** Whether a field is one of those names or below it. Sorted, since a name may have as many points as it has letters. */
function within(names: ReadonlySet<string>): (field: string) => boolean {
  const highest: string[] = [];
  for (const name of [...names].map((one) => `${one}.`).sort()) {
    const above = highest.at(-1);
    if (above === undefined || !name.startsWith(above)) highest.push(name);
  }
  return (field) => {
    const path = `${field}.`;
    let [low, high] = [0, highest.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((highest[middle] as string) <= path) low = middle + 1;
      else high = middle;
    }
    const above = highest[low - 1];
    return above !== undefined && path.startsWith(above);
  };
}
