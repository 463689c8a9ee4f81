/** How much of a text that an application chooses is kept in the journal. */
import { StringDecoder } from 'node:string_decoder';

/** Bytes of UTF-8, before the mark. */
export const maxName = 256;

const mark = '…';

/**
 * The text of those bytes in NFC; of a longer one the first 256 bytes of it, whole letters, with `…` behind them. The same
 * again for what comes out of it.
 */
export function keptText(bytes: Uint8Array): string {
  // In NFC it may be a third of what it is without.
  const wide = bytes.subarray(0, 4 * maxName);
  const text = wholeLetters(wide, wide.length < bytes.length).normalize('NFC');
  const all = Buffer.from(text);
  if (all.length <= maxName && wide.length === bytes.length) return text;
  return `${wholeLetters(all.subarray(0, maxName), true)}${mark}`;
}

/** Broken UTF-8 shows as such, but not for having been cut here. */
function wholeLetters(bytes: Uint8Array, cut: boolean): string {
  const decoder = new StringDecoder('utf8');
  const text = decoder.write(Buffer.from(bytes));
  return cut ? text : text + decoder.end();
}

/** A text of the emulator's own: so many UTF-16 units of it, with `…` behind them if there are more. */
export function boundedText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}${mark}`;
}
