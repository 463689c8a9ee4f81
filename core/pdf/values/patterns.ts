/** Patterns (ISO 32000-1, 8.7.3 and 8.7.4) and shadings (8.7.4.3, tables 75 to 84). */
import { dictionaryOf, isKind } from '../reading/index.ts';
import { isSpace, spaceOf } from './colour-space.ts';
import { isFunction } from './functions.ts';
import {
  dictionary,
  either,
  flag,
  type Is,
  integer,
  kindOf,
  number,
  numbers,
  oddEntry,
  several,
  type Table,
} from './kinds.ts';
import type { Look, Slot } from './look.ts';

const step: Is = ({ value }) => typeof value === 'number' && value !== 0;
const tiling: Table = {
  PaintType: integer(1, 2),
  TilingType: integer(1, 3),
  BBox: numbers(4),
  XStep: step,
  YStep: step,
  Resources: dictionary,
  Matrix: numbers(6),
};

/** True for one that draws by resources of its own. */
export function lookAtPattern(look: Look, slot: Slot): boolean {
  if (!look.isNew('pattern', slot)) return false;
  const kind = kindOf(look, slot, 'PatternType');
  const isTiling = kind === 1 && isKind(slot.value, 'stream');
  const shading = look.entry(slot, 'Shading');
  if (isTiling) {
    const odd = oddEntry(look, slot, tiling, ['PaintType', 'BBox', 'XStep', 'YStep', 'Resources']);
    if (odd !== undefined) look.tell(`/Pattern /${odd}`, slot);
  } else if (kind !== 2 || shading === undefined) look.tell('/Pattern /PatternType', slot);
  else {
    if (oddEntry(look, slot, { Matrix: numbers(6) }) !== undefined) look.tell('/Pattern /Matrix', slot);
    lookAtShading(look, shading);
  }
  return isTiling;
}

const meshes: ReadonlySet<unknown> = new Set([4, 5, 6, 7]);
const coordinates: Readonly<Record<number, number>> = { 2: 4, 3: 6 };

export function lookAtShading(look: Look, slot: Slot): void {
  if (!look.isNew('shading', slot)) return;
  const odd = dictionaryOf(slot.value) === undefined ? 'ShadingType' : oddShading(look, slot);
  if (odd !== undefined) look.tell(`/Shading /${odd}`, slot);
}

function oddShading(look: Look, slot: Slot): string | undefined {
  const space = look.entry(slot, 'ColorSpace');
  if (space === undefined || !isSpace(look, space)) return 'ColorSpace';
  const { family, components } = spaceOf(look, space);
  if (family === 'Pattern') return 'ColorSpace';
  const kind = Number(look.entry(slot, 'ShadingType')?.value);
  const inputs = kind === 1 ? 2 : 1;
  const count = coordinates[kind];
  const colours: Is = either(
    (one) => isFunction(look, one, inputs, components),
    several(components, (one) => isFunction(look, one, inputs, 1)),
    // One function in a list of its own is the whole.
    several(1, (one) => isFunction(look, one, inputs, components)),
  );
  const table: Table = {
    ShadingType: integer(1, 7),
    Function: colours,
    Background: numbers(components),
    BBox: numbers(4),
    AntiAlias: flag,
    ...(kind === 1 ? { Domain: numbers(4), Matrix: numbers(6) } : {}),
    ...(count === undefined
      ? {}
      : { Coords: several(count, number()), Domain: numbers(2), Extend: several(2, flag) }),
  };
  const required = meshes.has(kind) ? [] : ['Function'];
  return oddEntry(look, slot, table, [
    'ShadingType',
    ...required,
    ...(count === undefined ? [] : ['Coords']),
  ]);
}
