/** Changes of a file's bytes, from a single bit to pieces of another file, none of which knows what it hits. */
import type { Dice } from '../../../foundation/dice.ts';

type Change = (bytes: Buffer, chance: Dice) => Buffer;

const changes: readonly Change[] = [
  (bytes, chance) => withByte(bytes, chance, (byte) => byte ^ (1 << chance.below(8))),
  (bytes, chance) => withByte(bytes, chance, () => chance.below(256)),
  (bytes, chance) =>
    withByte(bytes, chance, () => interestingBytes[chance.below(interestingBytes.length)] ?? 0),
  (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1)),
  (bytes, chance) => {
    const [from, to] = piece(bytes, chance);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, chance) => {
    const [from, to] = piece(bytes, chance);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  (bytes, chance) => {
    const [a, b] = piece(bytes, chance);
    const c = b + chance.below(Math.min(2_000, bytes.length - b) + 1);
    return Buffer.concat([
      bytes.subarray(0, a),
      bytes.subarray(b, c),
      bytes.subarray(a, b),
      bytes.subarray(c),
    ]);
  },
  (bytes, chance) => {
    const at = chance.below(bytes.length + 1);
    const inserted = Buffer.from(Array.from({ length: 1 + chance.below(20) }, () => chance.below(256)));
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  (bytes, chance) => Buffer.concat([bytes, Buffer.from(tails[chance.below(tails.length)] ?? '')]),
];

const interestingBytes = [...Buffer.from('\0\n\r %()<>[]{}/#0919AFafnRfx\x7f\x80\xff', 'latin1')];
const tails = [
  '\n',
  ' ',
  '%',
  '\n%%EOF\n',
  '\nstartxref\n9\n%%EOF\n',
  'startxref',
  '\0',
  '\n9 0 obj\n<<>>\nendobj\n',
];

/** One change, seldom several. */
export function changedBytes(base: Buffer, chance: Dice): Buffer {
  let bytes = base;
  for (let more = true; more && bytes.length > 0; more = chance.below(3) === 0) {
    const change = changes[chance.below(changes.length)] as Change;
    bytes = change(bytes, chance);
  }
  return bytes;
}

function withByte(bytes: Buffer, chance: Dice, become: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = chance.below(copy.length);
  copy[at] = become(copy[at] ?? 0);
  return copy;
}

function piece(bytes: Buffer, chance: Dice): readonly [number, number] {
  const from = chance.below(bytes.length + 1);
  return [from, from + chance.below(Math.min(chance.below(2) === 0 ? 40 : 4_000, bytes.length - from) + 1)];
}

const numbers = [
  '0',
  '1',
  '-1',
  '2',
  '255',
  '65535',
  '2147483648',
  '4294967295',
  '999999999999999',
  '1e9',
  '0.5',
  '00000000009',
  '9'.repeat(30),
];

/** A number of the file becomes another one, often one of the same width. */
export function changedNumber(base: Buffer, chance: Dice): Buffer {
  const places = placesOf(base, /\d+/g);
  if (places.length === 0) return changedBytes(base, chance);
  const [at, text] = places[chance.below(places.length)] as Place;
  const other = places[chance.below(places.length)] as Place;
  const fresh = [
    () => numbers[chance.below(numbers.length)] ?? '',
    () => String(Number(text) + 1 - chance.below(3)),
    () => other[1],
    () => String(other[0]),
    () => String(chance.below(base.length)),
  ][chance.below(5)]?.();
  const kept =
    chance.below(2) === 0 ? (fresh ?? '').padStart(text.length, '0').slice(-text.length) : (fresh ?? '');
  return replaced(base, at, text.length, kept);
}

/** A token becomes one from the same or another file. */
export function changedToken(base: Buffer, other: Buffer, chance: Dice): Buffer {
  const token =
    /\/[A-Za-z]+|<<|>>|\[|\]|\d+ \d+ (?:R|obj)|endobj|stream|endstream|xref|trailer|startxref|\([^)]*\)|<[0-9a-f]{0,40}/g;
  const [own, theirs] = [placesOf(base, token), placesOf(other, token)];
  if (own.length === 0 || theirs.length === 0) return changedBytes(base, chance);
  const [at, text] = own[chance.below(own.length)] as Place;
  const [, fresh] = theirs[chance.below(theirs.length)] as Place;
  return replaced(base, at, text.length, chance.below(4) === 0 ? '' : fresh);
}

/** The head of one file and the tail of another, or a piece of one inside the other. */
export function spliced(base: Buffer, other: Buffer, chance: Dice): Buffer {
  const at = boundary(base, chance);
  if (chance.below(2) === 0)
    return Buffer.concat([base.subarray(0, at), other.subarray(boundary(other, chance))]);
  const [from, to] = [boundary(other, chance), boundary(other, chance)].sort((a, b) => a - b);
  return Buffer.concat([base.subarray(0, at), other.subarray(from, to), base.subarray(at)]);
}

/** Mostly where an object, a table or a revision begins. */
function boundary(bytes: Buffer, chance: Dice): number {
  const places = placesOf(bytes, /\d+ \d+ obj|xref|%%EOF/g);
  if (places.length === 0 || chance.below(5) === 0) return chance.below(bytes.length + 1);
  return (places[chance.below(places.length)] as Place)[0];
}

type Place = readonly [at: number, text: string];
const known = new Map<string, WeakMap<Buffer, readonly Place[]>>();

/** Kept, since the same few files come again and again. */
function placesOf(bytes: Buffer, pattern: RegExp): readonly Place[] {
  const kept = known.get(pattern.source) ?? new WeakMap<Buffer, readonly Place[]>();
  known.set(pattern.source, kept);
  const found =
    kept.get(bytes) ??
    [...bytes.toString('latin1').matchAll(pattern)].map((match): Place => [match.index, match[0]]);
  kept.set(bytes, found);
  return found;
}

function replaced(bytes: Buffer, at: number, length: number, text: string): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(text, 'latin1'), bytes.subarray(at + length)]);
}
