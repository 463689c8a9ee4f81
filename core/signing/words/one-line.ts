/** Text as it is printed and compared: in normal form C, on one line, with single blanks and none at its ends. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
