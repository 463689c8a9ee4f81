/** Whether rewriting a file would bring up another object than its cross-references lead to. */
import type { PdfFile } from '../reading/document.ts';
import { isBlank } from '../reading/lexer.ts';
import type { Work } from '../reading/work.ts';
import { headsOf } from './heads.ts';

/**
 * A number to whose object a cross-reference leads, and which stands again behind it. Viewers show the former: who reads a page
 * there must not sign the latter. Throws PDF_TOO_MUCH_WORK.
 */
export function shadowedObject(file: PdfFile, bytes: Uint8Array, work: Work): number | undefined {
  const heads = headsOf(bytes, work);
  const view = file.view();
  const led = new Map<number, number>();
  for (const number of view.numbers()) {
    const entry = view.entry(number);
    const holder = entry?.type === 'packed' ? view.entry(entry.container) : entry;
    if (holder?.type === 'offset') led.set(number, behindBlanks(bytes, holder.offset));
  }
  const wanted = new Set(led.values());
  /** Of a number that is led to: where it stands last. */
  const last = new Map<number, number>();
  const found = new Set<number>();
  for (const { number, start } of heads.from(0)) {
    if (led.has(number)) last.set(number, start);
    if (wanted.has(start)) found.add(start);
  }
  for (const [number, at] of led) {
    const again = last.get(number);
    if (again !== undefined && again > at && found.has(at)) return number;
  }
  return undefined;
}

function behindBlanks(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (isBlank(bytes[at])) at += 1;
  return at;
}
