/** What a reader that has dropped the cross-references would find by searching, and no cross-reference leads to. */
import type { Section } from '../../../pdf/reading/index.ts';
import { isBlank } from '../../../pdf/reading/lexer.ts';
import { headsFrom } from '../bytes/object-head.ts';

/** A search for bytes is asked quicker than one for text. */
const words = { xref: Buffer.from('xref'), trailer: Buffer.from('trailer'), XRef: Buffer.from('/XRef') };

export interface HiddenToken {
  readonly at: number;
  readonly word: 'obj' | 'xref' | 'trailer' | 'startxref' | '/XRef';
}

/** Of each kind: whoever reads of one needs no further ones. */
const mostNamed = 4;

/**
 * Looks through bytes `from` to `to`, which are whole revisions: streams, strings, comments and all. `heads`: where their
 * objects begin; `sections`: in file order. By chance random bytes hold an object's head once in 10^11, and each of the words less often: a megabyte
 * of compressed data once in 100,000 at most.
 */
export function hiddenTokens(
  bytes: Buffer,
  from: number,
  to: number,
  heads: ReadonlySet<number>,
  sections: readonly Section[],
): HiddenToken[] {
  const part = bytes.subarray(0, to);
  const found: HiddenToken[] = [];
  for (const at of headsFrom(part, from)) {
    if (heads.has(at)) continue;
    if (found.push({ at, word: 'obj' }) === mostNamed) break;
  }
  const own = wordsOf(part, sections);
  search(part, words.xref, from, (at) => {
    const isLast = part.toString('latin1', at - 5, at) === 'start';
    const word = isLast ? 'startxref' : 'xref';
    if (own.has(isLast ? at - 5 : at) || (!isLast && !beginsLine(part, at))) return true;
    return found.push({ at, word }) < 2 * mostNamed;
  });
  search(part, words.trailer, from, (at) => {
    if (own.has(at) || !mayLeadToDictionary(part, at + 7)) return true;
    return found.push({ at, word: 'trailer' }) < 3 * mostNamed;
  });
  let next = 0;
  search(part, words.XRef, from, (at) => {
    while ((sections[next]?.ending?.end ?? Infinity) <= at) next++;
    const isOwn = at >= (sections[next]?.offset ?? Infinity);
    if (isOwn || (part[at + 5] ?? 0) >= 0x40) return true;
    return found.push({ at, word: '/XRef' }) < 4 * mostNamed;
  });
  return found;
}

function search(bytes: Buffer, word: Buffer, from: number, goOn: (at: number) => boolean): void {
  for (let at = bytes.indexOf(word, from); at >= 0; at = bytes.indexOf(word, at + 1)) {
    if (!goOn(at)) return;
  }
}

/** Where `xref`, `trailer` and `startxref` of the sections stand. */
function wordsOf(bytes: Buffer, sections: readonly Section[]): ReadonlySet<number> {
  const own = new Set<number>();
  for (const { offset, kind, ending } of sections) {
    if (kind !== 'stream')
      own.add(bytes.indexOf(words.xref, offset)).add(bytes.indexOf(words.trailer, offset));
    if (ending !== undefined) own.add(bytes.lastIndexOf('startxref', ending.end, 'latin1'));
  }
  return own;
}

/** pdf.js takes the word at the beginning of a line and behind a <. */
function beginsLine(bytes: Buffer, place: number): boolean {
  let at = place;
  while (isBlank(bytes[at - 1]) && bytes[at - 1] !== 10 && bytes[at - 1] !== 13) at--;
  const before = bytes[at - 1];
  return isBlank(bytes[place + 4]) && (before === 10 || before === 13 || before === 0x3c);
}

/** An English word otherwise. */
function mayLeadToDictionary(bytes: Buffer, place: number): boolean {
  let at = place;
  while (isBlank(bytes[at])) at++;
  return bytes[at] === 0x25 || (bytes[at] === 0x3c && bytes[at + 1] === 0x3c);
}
