/** Inks (ISO 32000-1, 8.6.6.4 and 8.6.6.5): named, with colours that stand in for them. */
import { isName } from '../reading/index.ts';
import { valueAt } from './evaluate.ts';
import { isFunction } from './functions.ts';
import { name } from './kinds.ts';
import type { Look, Slot } from './look.ts';

/** `componentsOf`: of a space that may stand in for an ink; undefined for any other. */
type Stand = (slot: Slot) => number | undefined;

const isInkName = name();

export function isInk(look: Look, parts: readonly Slot[], componentsOf: Stand): boolean {
  const [, ink, stand, tint] = parts;
  if (ink === undefined || stand === undefined || tint === undefined || !isInkName(ink, look)) return false;
  const components = componentsOf(stand);
  if (components === undefined || !isFunction(look, tint, 1, components)) return false;
  const [none, full] = [0, 1].map((share) => lightOf(valueAt(look, tint, [share])));
  if (none === undefined || full === undefined) return true;
  // The more of an ink, the darker; PDFium and pdf.js know black by its name.
  const isDark = isName(ink.value, 'Black') || isName(ink.value, 'All');
  return full <= none + tolerance && !(isDark && full > darkest);
}

/** Of 1. Black on a printer is no black on a screen. */
const darkest = 0.5;
const tolerance = 0.05;

export function isInks(look: Look, parts: readonly Slot[], componentsOf: Stand): boolean {
  const [, inks, stand, tint] = parts;
  if (inks === undefined || stand === undefined || tint === undefined) return false;
  const each = look.items(inks);
  const components = componentsOf(stand);
  if (components === undefined || each.length === 0 || !each.every((ink) => isInkName(ink, look)))
    return false;
  return isFunction(look, tint, each.length, components);
}

/** Of 0 to 1; undefined where it cannot be told. Three may be those of Lab: then the first is a hundred times as large. */
function lightOf(colour: readonly number[] | undefined): number | undefined {
  const [a = 0, b = 0, c = 0, black = 0] = colour ?? [];
  if (colour?.length === 1) return a;
  if (colour?.length === 3)
    return Math.max(a, Math.abs(b), Math.abs(c)) > 1 ? a / 100 : 0.3 * a + 0.59 * b + 0.11 * c;
  if (colour?.length === 4) return (1 - black) * (1 - 0.3 * a - 0.59 * b - 0.11 * c);
  return undefined;
}
