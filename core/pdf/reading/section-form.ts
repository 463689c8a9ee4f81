/** Whether a cross-reference is written byte by byte as the programs write it that sign and archive (ISO 32000-1, 7.5.4, 7.5.5). */
import type { Section } from './cross-reference.ts';
import { isDigit, isWritten } from './lexer.ts';

/**
 * One way of writing, in which readers cannot differ: `xref`, numbers of subsections and `trailer` in lines of their own,
 * entries of 20 bytes with nothing between, behind it `startxref`, the offset of this very section and `%%EOF`. How its
 * entries and its dictionary are written is looked at elsewhere.
 */
export function isPlainSectionForm(bytes: Buffer, section: Section): boolean {
  const isPlain = section.kind === 'stream' ? isPlainHead(bytes, section) : isPlainTable(bytes, section);
  return isPlain && isPlainEnding(bytes, section);
}

/** In all of 1,100 later revisions of public files, but for a few that viewers have trouble with. */
function isPlainTable(bytes: Buffer, { offset, dictionaryAt }: Section): boolean {
  // OpenPDF leads to the end of the line before.
  let at = behindLine(bytes, behindWord(bytes, behindLine(bytes, offset) ?? offset, 'xref'));
  while (at !== undefined && isDigit(bytes[at])) at = behindSubsection(bytes, at);
  // Behind entries iText leaves a line empty.
  if (at !== undefined) at = behindLine(bytes, at) ?? at;
  return at !== undefined && behindLine(bytes, behindWord(bytes, at, 'trailer')) === dictionaryAt;
}

/** One blank behind the numbers is usual with some signers; at two, MuPDF reads other entries. */
const subsection = /^(?:0|[1-9]\d{0,9}) (0|[1-9]\d{0,9}) ?(?:\r\n|\n|\r)/;

function behindSubsection(bytes: Buffer, start: number): number | undefined {
  const [line, count] = subsection.exec(textAt(bytes, start)) ?? [];
  if (line === undefined) return undefined;
  const first = start + line.length;
  const behind = first + Number(count) * bytesOfEntry;
  if (behind > bytes.length) return undefined;
  for (let at = first; at < behind; at += bytesOfEntry) if (!isDigit(bytes[at])) return undefined;
  return behind;
}

const bytesOfEntry = 20;

function isPlainHead(bytes: Buffer, { offset }: Section): boolean {
  return /^[1-9]\d{0,6} 0 obj(?:\r\n|\n|\r)?<</.test(textAt(bytes, offset));
}

/** iText puts its version between, pyHanko an empty line behind a stream. */
const ending =
  /^ ?(?:\r\n|\n|\r)(?:\r\n|\n|\r)?(?:%[A-Za-z0-9][\w.-]{0,100}(?:\r\n|\n|\r))?startxref(?:\r\n|\n|\r)(0|[1-9]\d{0,9})(?:\r\n|\n|\r)%%EOF$/;

function isPlainEnding(bytes: Buffer, section: Section): boolean {
  const end = section.ending?.end ?? 0;
  if (end - section.bodyEnd > longestEnding) return false;
  const [, startXref] = ending.exec(bytes.toString('latin1', section.bodyEnd, end)) ?? [];
  return startXref !== undefined && Number(startXref) === section.offset;
}

const longestEnding = 160;

function textAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 32);
}

function behindWord(bytes: Buffer, at: number, word: string): number | undefined {
  return isWritten(word, bytes, at) ? at + word.length : undefined;
}

/** Behind one end of line. */
function behindLine(bytes: Buffer, at: number | undefined): number | undefined {
  if (at === undefined) return undefined;
  if (bytes[at] === 13) return bytes[at + 1] === 10 ? at + 2 : at + 1;
  return bytes[at] === 10 ? at + 1 : undefined;
}
