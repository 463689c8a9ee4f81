/** What a function of one input gives at an end of its domain: enough to tell a darker ink from a lighter one. */
import { isKind } from '../reading/index.ts';
import { calculated, programOf } from './calculator.ts';
import { numbersIn } from './kinds.ts';
import { deepest, type Look, type Slot } from './look.ts';

/** Undefined where it cannot be told. The function is one by `isFunction`. */
export function valueAt(
  look: Look,
  slot: Slot,
  x: readonly number[],
  depth = 0,
): readonly number[] | undefined {
  const kind = look.entry(slot, 'FunctionType')?.value;
  if (depth > deepest) return undefined;
  const values =
    kind === 0
      ? sampleAt(look, slot, x)
      : kind === 2
        ? exponentAt(look, slot, x[0] ?? 0)
        : kind === 3
          ? stitchedAt(look, slot, x[0] ?? 0, depth)
          : calculatedAt(look, slot, x);
  const range = numbersIn(look, look.entry(slot, 'Range'));
  return values?.map((one, at) => clipped(one, range[2 * at], range[2 * at + 1]));
}

function clipped(value: number, least = value, most = value): number {
  return Math.min(Math.max(value, least), most);
}

function exponentAt(look: Look, slot: Slot, x: number): readonly number[] {
  const [start, end] = ['C0', 'C1'].map((key) => look.entry(slot, key));
  const from = start === undefined ? [0] : numbersIn(look, start);
  const to = end === undefined ? [1] : numbersIn(look, end);
  const share = x ** Number(look.entry(slot, 'N')?.value);
  return from.map((one, at) => one + share * ((to[at] ?? one) - one));
}

function stitchedAt(look: Look, slot: Slot, x: number, depth: number): readonly number[] | undefined {
  const functions = look.entry(slot, 'Functions');
  const parts = functions === undefined ? [] : look.items(functions);
  const bounds = numbersIn(look, look.entry(slot, 'Bounds'));
  const [first = 0, last = 1] = numbersIn(look, look.entry(slot, 'Domain'));
  const found = bounds.findIndex((bound) => x < bound);
  const at = found < 0 ? parts.length - 1 : found;
  const part = parts[at];
  const [from, to] = [bounds[at - 1] ?? first, bounds[at] ?? last];
  const encode = numbersIn(look, look.entry(slot, 'Encode'));
  const [low = 0, high = 1] = [encode[2 * at], encode[2 * at + 1]];
  const inner = to === from ? low : low + ((x - from) / (to - from)) * (high - low);
  return part === undefined ? undefined : valueAt(look, part, [inner], depth + 1);
}

function calculatedAt(look: Look, { value }: Slot, x: readonly number[]): readonly number[] | undefined {
  const bytes = isKind(value, 'stream') ? look.unpacked(value) : undefined;
  const program = bytes === undefined ? undefined : programOf(bytes);
  return program === undefined ? undefined : calculated(program, x);
}

/** The nearest sample, of one input and whole bytes. */
function sampleAt(
  look: Look,
  slot: Slot,
  [x = 0, ...more]: readonly number[],
): readonly number[] | undefined {
  const bits = Number(look.entry(slot, 'BitsPerSample')?.value);
  const [size = 1] = numbersIn(look, look.entry(slot, 'Size'));
  const bytes = isKind(slot.value, 'stream') ? look.unpacked(slot.value) : undefined;
  if (bytes === undefined || more.length > 0 || (bits !== 8 && bits !== 16)) return undefined;
  const [low = 0, high = 1] = numbersIn(look, look.entry(slot, 'Domain'));
  const [start = 0, end = size - 1] = numbersIn(look, look.entry(slot, 'Encode'));
  const range = numbersIn(look, look.entry(slot, 'Range'));
  const decode = numbersIn(look, look.entry(slot, 'Decode'));
  const outputs = range.length / 2;
  const share = high === low ? 0 : (x - low) / (high - low);
  const at = Math.round(clipped(start + share * (end - start), 0, size - 1));
  const width = bits / 8;
  const offset = at * outputs * width;
  if (offset + outputs * width > bytes.length) return undefined;
  return Array.from({ length: outputs }, (_, output) => {
    const [from = 0, to = 1] = (decode.length > 0 ? decode : range).slice(2 * output);
    return from + (bytes.readUIntBE(offset + output * width, width) / (2 ** bits - 1)) * (to - from);
  });
}
