/** Which fields a signature locks by their names (ISO 32000-1, 12.8.2.4 and table 233): what one lock says, and several at once. */
import { isKind, isName, itemsOf, type PdfDictionary, textOf, type View } from '../../pdf/reading/index.ts';

export interface NamedLock {
  /** All, Include, Exclude; another one as written locks all. */
  readonly action: string;
  readonly fields: readonly string[];
}

const all: NamedLock = { action: 'All', fields: [] };

/** What cannot be read was to lock something, and nobody knows what: all. So does a lock that says no action. */
export function namedLock(view: View, lock: PdfDictionary | undefined): NamedLock {
  const action = view.resolve(lock?.entries.get('Action'));
  if (!isName(action) || action.value === 'All') return all;
  const given = view.resolve(lock?.entries.get('Fields'));
  const names = itemsOf(given).map((item) => view.resolve(item));
  const texts = names.filter((item) => isKind(item, 'string')).map(textOf);
  if (!isKind(given, 'array') || texts.length < names.length) return all;
  return { action: action.value, fields: texts };
}

/** Locks what either of them locks. To include a field is to include those below it. */
export function strictest(one: NamedLock, other: NamedLock): NamedLock {
  const locks = [one, other];
  if (locks.some(({ action }) => action !== 'Include' && action !== 'Exclude')) return all;
  const included = new Set(locks.flatMap(({ action, fields }) => (action === 'Include' ? fields : [])));
  const [open, ...alsoOpen] = locks.filter(({ action }) => action === 'Exclude');
  if (open === undefined) return { action: 'Include', fields: [...included] };
  const inAll = alsoOpen.map(({ fields }) => new Set(fields));
  const left = open.fields.filter(
    (field) => inAll.every((fields) => fields.has(field)) && !isWithin(field, included),
  );
  return { action: 'Exclude', fields: left };
}

function isWithin(field: string, names: ReadonlySet<string>): boolean {
  if (names.has(field)) return true;
  for (let dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', dot + 1))
    if (names.has(field.slice(0, dot))) return true;
  return false;
}
