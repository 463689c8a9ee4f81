/** Whether rewriting a file would bring up another object than its cross-references lead to. */
import type { PdfFile } from '../reading/document.ts';

/** `N G obj` as pdf-lib finds it, which goes from the beginning of a file to its end and keeps the last of a number. */
const head =
  /(?<![\d.+-])(\d{1,10})(?:[\s\0]|%[^\r\n]*[\r\n])+\d{1,5}(?:[\s\0]|%[^\r\n]*[\r\n])+obj(?![A-Za-z0-9])/g;

/**
 * A number to whose object a cross-reference leads, and which stands again behind it. Viewers show the former: who reads a page
 * there must not sign the latter. `text`: the bytes as Latin-1.
 */
export function shadowedObject(file: PdfFile, text: string): number | undefined {
  const last = new Map<number, number>();
  const found = new Set<number>();
  for (const { index, 1: number } of text.matchAll(head)) {
    last.set(Number(number), index);
    found.add(index);
  }
  const view = file.view();
  for (const number of view.numbers()) {
    const again = last.get(number);
    const entry = view.entry(number);
    if (again === undefined || entry === undefined) continue;
    const holder = entry.type === 'packed' ? view.entry(entry.container) : entry;
    if (holder?.type !== 'offset') continue;
    const at = behindBlanks(text, holder.offset);
    if (found.has(at) && again > at) return number;
  }
  return undefined;
}

function behindBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /[\s\0]/.test(text.charAt(at))) at++;
  return at;
}
