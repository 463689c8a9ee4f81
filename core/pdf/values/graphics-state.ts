/** Graphics state parameters (ISO 32000-1, 8.4.5, table 58; ISO 32000-2, table 57) and soft masks (11.6.5.2, table 144). */
import { isDash } from '../drawing/index.ts';
import { isKind, isName } from '../reading/index.ts';
import { isSpace, spaceOf } from './colour-space.ts';
import {
  dictionary,
  either,
  flag,
  integer,
  list,
  name,
  number,
  numbers,
  oddEntry,
  several,
  stream,
  type Table,
} from './kinds.ts';
import type { Look, Slot } from './look.ts';

/** 11.3.5. Some programs take the first of a list that they know, others the first. */
const blendMode = name(
  ...['Normal', 'Compatible', 'Multiply', 'Screen', 'Overlay', 'Darken', 'Lighten', 'ColorDodge'],
  ...['ColorBurn', 'HardLight', 'SoftLight', 'Difference', 'Exclusion', 'Hue', 'Saturation', 'Color'],
  'Luminosity',
);
const transfer = either(name(), dictionary, stream, list);
const share = number(0, 1);

/** Ends and joins of lines. */
const lastEnd = 2;

const graphicsState: Table = {
  LW: number(0),
  LC: integer(0, lastEnd),
  LJ: integer(0, lastEnd),
  ML: number(0),
  D: (slot, look) => {
    const [lengths, phase, ...more] = look.items(slot);
    if (lengths === undefined || !isKind(lengths.value, 'array') || more.length > 0) return false;
    return isDash(
      look.items(lengths).map(({ value }) => value),
      phase?.value,
    );
  },
  RI: name(),
  OP: flag,
  op: flag,
  OPM: integer(0, 1),
  FL: number(0),
  SM: number(0),
  SA: flag,
  BM: either(blendMode, several(undefined, blendMode)),
  SMask: either(name('None'), dictionary),
  CA: share,
  ca: share,
  AIS: flag,
  TK: flag,
  TR: transfer,
  TR2: transfer,
};

const softMask: Table = { S: name('Alpha', 'Luminosity'), G: stream };

export function lookAtState(look: Look, slot: Slot): void {
  if (!look.isNew('state', slot)) return;
  const odd = isKind(slot.value, 'dictionary') ? oddEntry(look, slot, graphicsState) : '';
  if (odd !== undefined) look.tell(`/ExtGState /${odd}`, slot);
  const mask = look.entry(slot, 'SMask');
  if (mask !== undefined && isKind(mask.value, 'dictionary')) lookAtMask(look, mask);
}

function lookAtMask(look: Look, slot: Slot): void {
  const odd = oddEntry(look, slot, softMask, ['S', 'G']) ?? oddGroup(look, slot);
  if (odd !== undefined) look.tell(`/SMask /${odd}`, slot);
  const curve = look.entry(slot, 'TR');
  // Poppler and PDFium apply it, or not, by what is masked.
  if (curve !== undefined && !isName(curve.value, 'Identity')) look.tell('/SMask /TR', slot, 'transfer');
}

/** The light of a mask is that of its group's colours, and its backdrop is one of them. */
function oddGroup(look: Look, slot: Slot): string | undefined {
  const form = look.entry(slot, 'G');
  const group = form === undefined ? undefined : look.entry(form, 'Group');
  const isGroup = group !== undefined && isName(look.entry(group, 'S')?.value, 'Transparency');
  if (!isGroup) return 'Group';
  if (!isName(look.entry(slot, 'S')?.value, 'Luminosity')) return undefined;
  const space = look.entry(group, 'CS');
  if (space === undefined || !isSpace(look, space)) return 'CS';
  const backdrop = look.entry(slot, 'BC');
  const { components } = spaceOf(look, space);
  return backdrop === undefined || numbers(components)(backdrop, look) ? undefined : 'BC';
}
