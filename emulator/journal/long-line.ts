/**
 * Lines that are longer than any entry. Earlier versions wrote names of objects whole, of any length: of such an entry
 * the name is cut, and all else is read; of any other long line it is said that it was passed over.
 */

/** Bytes of a line that are read as they are. */
const maxLine = 1024 * 1024;
/** Of a longer one, so many from its beginning and from its end are looked at. */
const kept = 64 * 1024;
/** UTF-16 units that stay of a text that is cut. */
const keptOfText = 200;

/** Takes a line in pieces; never keeps more of it than `maxLine`. */
export interface LineParts {
  add(piece: Buffer): void;
  /** The line, without its end; '' for none. Then begins anew. */
  taken(): string;
}

export function lineParts(): LineParts {
  let pieces: Buffer[] = [];
  let length = 0;
  let head: Buffer | undefined;
  let tail: Buffer = Buffer.alloc(0);

  function add(piece: Buffer): void {
    length += piece.length;
    if (head !== undefined) {
      tail = Buffer.concat([tail, piece.subarray(-kept)]).subarray(-kept);
      return;
    }
    pieces.push(piece);
    if (length <= maxLine) return;
    const all = Buffer.concat(pieces);
    pieces = [];
    head = Buffer.from(all.subarray(0, kept));
    tail = Buffer.from(all.subarray(-kept));
  }

  function taken(): string {
    const line =
      head === undefined
        ? Buffer.concat(pieces).toString('utf8')
        : (shortened(head, tail) ?? gap(head, length));
    pieces = [];
    length = 0;
    head = undefined;
    tail = Buffer.alloc(0);
    return line;
  }

  return Object.freeze({ add, taken });
}

/** The entry with its one overlong text cut; undefined when it is none. */
function shortened(head: Buffer, tail: Buffer): string | undefined {
  const begun = head.toString('utf8');
  const open = openText(begun);
  if (open === undefined) return undefined;
  const [start = ''] =
    /^(?:[^"\\\ufffd]|\\u[0-9a-f]{4}|\\[^u])*/i.exec(begun.slice(open, open + keptOfText)) ?? [];
  const ending = tail.toString('utf8');
  // The end of the tail may begin in the middle of an escape: behind its backslash.
  for (const from of [0, 1]) {
    const close = endOfText(ending, from);
    if (close === undefined) continue;
    const line = `${begun.slice(0, open)}${start}…${ending.slice(close)}`;
    if (isEntry(line)) return line;
  }
  return undefined;
}

/** Where the text begins that has no end in this beginning of a JSON object. */
function openText(json: string): number | undefined {
  for (let at = 0; at < json.length; at++) {
    if (json[at] !== '"') continue;
    const end = endOfText(json, at + 1);
    if (end === undefined) return at + 1;
    at = end;
  }
  return undefined;
}

/** Where the quote stands that ends the text in which `from` is. */
function endOfText(json: string, from: number): number | undefined {
  for (let at = from; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at;
  }
  return undefined;
}

function isEntry(line: string): boolean {
  try {
    const value = JSON.parse(line) as { readonly number?: unknown } | null;
    return typeof value === 'object' && typeof value?.number === 'number';
  } catch {
    return false;
  }
}

/** What stands in its place; of a line that was no entry, its beginning. */
function gap(head: Buffer, length: number): string {
  const begun = head.toString('utf8', 0, 100);
  const [, number, time] = /^\{"number":(\d{1,15}),"time":"([-0-9T:.]{10,30}Z)"/.exec(begun) ?? [];
  if (number === undefined) return begun;
  const detail = `an entry of ${length} bytes, which is more than any can have`;
  return JSON.stringify({ number: Number(number), time, event: 'entry-passed-over', detail });
}
