/** Reading a long journal is cut into pieces, so that many who read it do not hold up those who use tokens. */
import { setImmediate } from 'node:timers/promises';

/** So many lines make a piece: about a millisecond. */
export const pieceLines = 200;

/** Of all readers in this process. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Settles when the next piece may be read: those of all readers come one after the other, and between any two of them
 * the process does whatever else has come in.
 */
export function nextPiece(): Promise<unknown> {
  last = last.then(() => setImmediate());
  return last;
}
