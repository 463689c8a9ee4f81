/** The words of the tables: what a value may be by the standard. */
import { isKind, isName } from '../reading/index.ts';
import type { Look, Slot } from './look.ts';

export type Is = (slot: Slot, look: Look) => boolean;
export type Table = Readonly<Record<string, Is>>;

/** The first entry that is not what the table says; what it does not name may be anything. A `required` one may not be missing. */
export function oddEntry(
  look: Look,
  slot: Slot,
  table: Table,
  required: readonly string[] = [],
): string | undefined {
  for (const [key, is] of Object.entries(table)) {
    const entry = look.entry(slot, key);
    if (entry === undefined ? required.includes(key) : !is(entry, look)) return key;
  }
  return undefined;
}

export const flag: Is = ({ value }) => typeof value === 'boolean';
export const dictionary: Is = ({ value }) => isKind(value, 'dictionary');
export const stream: Is = ({ value }) => isKind(value, 'stream');
export const list: Is = ({ value }) => isKind(value, 'array');

export function number(least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Is {
  return ({ value }) => typeof value === 'number' && value >= least && value <= most;
}

/** Written as one. */
export function integer(least: number, most: number): Is {
  const isWithin = number(least, most);
  return (slot, look) => Number.isInteger(slot.value) && isWithin(slot, look) && !look.isReal(slot);
}

/** Of a function, a pattern or a shading; undefined where the number is written as a real. */
export function kindOf(look: Look, slot: Slot, key: string): number | undefined {
  const kind = look.entry(slot, key);
  return typeof kind?.value === 'number' && !look.isReal(kind) ? kind.value : undefined;
}

/** One of them; any, where there are none. */
export function name(...values: readonly string[]): Is {
  return ({ value }) => isName(value) && (values.length === 0 || values.includes(value.value));
}

export function either(...kinds: readonly Is[]): Is {
  return (slot, look) => kinds.some((is) => is(slot, look));
}

/** An array of so many, each of that kind. */
export function several(count: number | undefined, is: Is): Is {
  return (slot, look) => {
    if (!isKind(slot.value, 'array')) return false;
    const items = look.items(slot);
    return (count === undefined || items.length === count) && items.every((one) => is(one, look));
  };
}

export function numbers(count?: number, least?: number, most?: number): Is {
  return several(count, number(least, most));
}

/** Limits, a lower and an upper one by turns. */
export function limits(pairs?: number): Is {
  const are = numbers(pairs === undefined ? undefined : 2 * pairs);
  return (slot, look) => {
    if (!are(slot, look)) return false;
    const each = numbersIn(look, slot);
    return each.length % 2 === 0 && each.every((one, at) => at % 2 === 0 || one >= (each[at - 1] ?? one));
  };
}

/** Empty where one of them is none. */
export function numbersIn(look: Look, slot: Slot | undefined): readonly number[] {
  const items = slot === undefined ? [] : look.items(slot);
  const each = items.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  return each.length === items.length ? each : [];
}
