/** Colour spaces (ISO 32000-1, 8.6): whether one is what its family asks for, and how many components its colours have. */
import { devices, type NamedSpace } from '../drawing/index.ts';
import { isKind, isName } from '../reading/index.ts';
import { isInk, isInks } from './inks.ts';
import { type Is, integer } from './kinds.ts';
import { deepest, type Look, type Slot } from './look.ts';
import { isCalGray, isCalRgb, isLab, isProfile } from './measured-colours.ts';

export function spaceOf(look: Look, slot: Slot, depth = 0): NamedSpace {
  const { value } = slot;
  const [first, second, third] = isKind(value, 'array') ? look.items(slot) : [slot];
  const family = isName(first?.value) ? first.value.value : '';
  const of = (components: unknown): NamedSpace => ({
    family,
    components: typeof components === 'number' ? components : undefined,
  });
  if (devices.has(family)) return of(devices.get(family));
  if (family === 'CalGray' || family === 'Separation') return of(1);
  if (family === 'CalRGB' || family === 'Lab') return of(3);
  if (family === 'ICCBased') return of(second && look.entry(second, 'N')?.value);
  if (family === 'DeviceN') return of(second && look.items(second).length);
  if (family === 'Indexed' && third !== undefined && depth < deepest) {
    return { ...of(1), highest: Number(third.value) };
  }
  return of(undefined);
}

type IsFamily = (look: Look, parts: readonly Slot[], depth: number) => boolean;
const alone: IsFamily = (_, parts) => parts.length === 1;

/** The words for a space, by its family: 8.6.4 to 8.6.6. */
const families: ReadonlyMap<string, IsFamily> = new Map<string, IsFamily>([
  ...[...devices.keys()].map((device) => [device, alone] as const),
  ['CalGray', (look, [, part]) => part !== undefined && isCalGray(look, part)],
  ['CalRGB', (look, [, part]) => part !== undefined && isCalRgb(look, part)],
  ['Lab', (look, [, part]) => part !== undefined && isLab(look, part)],
  ['ICCBased', (look, [, part]) => part !== undefined && isProfile(look, part)],
  ['Indexed', isIndexed],
  [
    'Pattern',
    (look, [, base], depth) =>
      base === undefined || (isSpace(look, base, depth + 1) && spaceOf(look, base).family !== 'Pattern'),
  ],
  ['Separation', (look, parts, depth) => isInk(look, parts, (slot) => isPlainSpace(look, slot, depth))],
  ['DeviceN', (look, parts, depth) => isInks(look, parts, (slot) => isPlainSpace(look, slot, depth))],
]);

/** Of an object only once; what was odd is told where it is met first. */
export function isSpace(look: Look, slot: Slot, depth = 0): boolean {
  const { value } = slot;
  if (depth > deepest) return false;
  if (isName(value)) return devices.has(value.value) || value.value === 'Pattern';
  if (!isKind(value, 'array')) return false;
  const parts = look.items(slot);
  const [family] = parts;
  const is = isName(family?.value) ? families.get(family.value.value) : undefined;
  return is !== undefined && (!look.isNew('space', slot) || is(look, parts, depth));
}

/** 8.6.6.4: what stands in for inks is no special space. */
function isPlainSpace(look: Look, slot: Slot, depth: number): number | undefined {
  const { family, components } = spaceOf(look, slot);
  const isSpecial = ['Pattern', 'Indexed', 'Separation', 'DeviceN'].includes(family);
  return !isSpecial && isSpace(look, slot, depth + 1) ? components : undefined;
}

/** 8.6.6.3: a table with a colour for each number up to the highest. */
function isIndexed(look: Look, [, base, highest, table, ...more]: readonly Slot[], depth: number): boolean {
  if (base === undefined || highest === undefined || table === undefined || more.length > 0) return false;
  const { family, components } = spaceOf(look, base);
  if (['Pattern', 'Indexed'].includes(family) || !isSpace(look, base, depth + 1)) return false;
  if (!hival(highest, look)) return false;
  const { value } = table;
  const length = isKind(value, 'string')
    ? value.bytes.length
    : isKind(value, 'stream')
      ? (look.unpacked(value)?.length ?? Number.POSITIVE_INFINITY)
      : 0;
  return components === undefined || length >= components * (Number(highest.value) + 1);
}

const hival: Is = integer(0, 255);

/** 8.6.5.6: names that stand for a device's colours, or a pattern, wherever a content says them. */
const reserved: ReadonlySet<string> = new Set([...devices.keys(), 'Pattern']);

export function lookAtSpaces(look: Look, slot: Slot | undefined): void {
  for (const [name, space] of look.entries(slot)) {
    if (reserved.has(name)) look.tell(`/ColorSpace /${name}`, space);
    else if (!isSpace(look, space)) look.tell(`/ColorSpace /${spaceOf(look, space).family || name}`, space);
    else if (defaults.has(name) && spaceOf(look, space).components !== defaults.get(name)) {
      look.tell(`/ColorSpace /${name}`, space);
    }
  }
}

const defaults: ReadonlyMap<string, number> = new Map(
  [...devices].map(([device, components]) => [device.replace('Device', 'Default'), components]),
);
