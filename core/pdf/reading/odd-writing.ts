/** What a file holds that this reader understands, and others may take for something else: asked once it was read. */
import { CongvuError } from '../../../foundation/error.ts';
import type { Entry, Section } from './cross-reference.ts';
import type { PdfFile } from './document.ts';
import { eachReference } from './objects.ts';
import { type Oddity, oddAnywhere } from './oddities.ts';
import { isPlainContainer } from './packing.ts';
import type { Revision } from './revisions.ts';
import {
  anything,
  flate,
  flateOrList,
  form,
  forms,
  isWrittenAs,
  paddedNumber,
  plainNumber,
  plainNumbers,
  plainReference,
  word,
} from './written.ts';

export interface OddPlace extends Oddity {
  readonly revision: number;
}

const inTable = {
  Size: paddedNumber,
  Prev: paddedNumber,
  XRefStm: paddedNumber,
  Root: plainReference,
};
const inStream = {
  ...inTable,
  Type: word('/XRef'),
  W: plainNumbers,
  Index: plainNumbers,
  Length: plainNumber,
  Filter: flateOrList,
};
const plain = {
  Size: plainNumber,
  Prev: plainNumber,
  XRefStm: plainNumber,
  Info: plainReference,
};
/** What programs write that sign and archive; behind a stream some leave its entries in the trailer of a table. */
const inSignersTable = {
  ...inStream,
  ...plain,
  Filter: flate,
  DecodeParms: form('<<(?:\\s*\\/(?:Predictor|Columns|Colors|BitsPerComponent)\\s+[1-9]\\d{0,4})*\\s*>>'),
};
const [tableForms, streamForms] = [forms(inTable), forms(inStream)];
const signersTableForms = forms(inSignersTable);
/**
 * Entries of LibreOffice's trailers, as patterns of what stands there: whoever saves the file again may restate them in a stream;
 * what they say is looked at elsewhere.
 */
export const ofLibreOffice: Readonly<Record<string, string>> = Object.freeze({
  DocChecksum: '/[0-9A-F]{32}',
  AdditionalStreams: '\\[(?:\\s*\\/[\\w.#+-]{1,100}\\s+[1-9]\\d{0,6} 0 R)*\\s*\\]',
});
const signersStreamForms = forms({
  ...inSignersTable,
  ...Object.fromEntries(Object.entries(ofLibreOffice).map(([key, pattern]) => [key, form(pattern)])),
  ID: anything,
});

/** Whether the dictionary of a section is written as all are. `signer`: and holds nothing that no signing program writes. */
export function isPlainSection(
  { bytes, plainSections }: Pick<PdfFile, 'bytes' | 'plainSections'>,
  section: Section,
  by: 'signer' | 'anyone' = 'anyone',
): boolean {
  const { kind, dictionaryAt } = section;
  // Each form of signers is one that anybody may write.
  if (by === 'anyone' && plainSections.has(section)) return true;
  const isPlain =
    by === 'anyone'
      ? isWrittenAs(bytes, dictionaryAt, kind === 'stream' ? streamForms : tableForms, true)
      : kind === 'stream'
        ? isWrittenAs(bytes, dictionaryAt, signersStreamForms, false)
        : isWrittenAs(bytes, dictionaryAt, signersTableForms, true);
  if (isPlain) plainSections.add(section);
  return isPlain;
}

/** Whoever reads of a few needs no further ones. */
const mostNoted = 64;
/** Honest files have one for each hundred of their objects. */
const mostContainers = 4096;

/**
 * Of revisions 0 to `last`, what no known program writes; in objects, only of those that were read by now; `all`: also of
 * what is packed. Of all revisions, that they mix tables and streams.
 */
export function oddPlaces(
  file: PdfFile,
  last = file.revisions.length - 1,
  extent: 'read' | 'all' = 'read',
): OddPlace[] {
  const { bytes, revisions, oddRead } = file;
  const found: OddPlace[] = [];
  for (const { number: revision, sections } of revisions.slice(0, last + 1)) {
    const note = (kind: Oddity['kind'], object: number | undefined) => found.push({ revision, kind, object });
    for (const section of sections) {
      for (const { kind, object } of section.oddities) if (oddAnywhere.has(kind)) note(kind, object);
      if (!isPlainSection(file, section)) note('dictionary-form', undefined);
      for (const [container, offset] of containersOf(revisions.slice(0, revision + 1), section)) {
        // Unpacking looks at the dictionary as well.
        const isOdd =
          extent === 'all'
            ? !canBeUnpacked(file, revision, container)
            : !oddRead.has(offset) && !isPlainContainer(bytes, offset);
        if (isOdd) note('packing', container);
      }
    }
  }
  for (const [offset, { kind, object }] of oddRead) {
    if (found.length >= mostNoted) break;
    const at = oddAnywhere.has(kind) ? revisions.find(({ end }) => offset < end)?.number : undefined;
    if (at !== undefined && at <= last) found.push({ revision: at, kind, object });
  }
  found.push(...oddReferences(file, last), ...mixedRevisions(file));
  return found;
}

/** What it holds is then among what was read. */
function canBeUnpacked(file: PdfFile, revision: number, container: number): boolean {
  try {
    return file.view(revision).packedIn(container) !== undefined;
  } catch (error) {
    if (error instanceof CongvuError) return false;
    throw error;
  }
}

/** Object stream → its byte, as the last of these revisions has it. */
function containersOf(
  revisions: readonly Revision[],
  { kind, entries }: Section,
): ReadonlyMap<number, number> {
  const containers = new Map<number, number>();
  if (kind === 'table') return containers;
  for (const entry of entries.values()) {
    if (entry.type !== 'packed' || containers.has(entry.container)) continue;
    if (containers.size >= mostContainers) break;
    const where = newestEntry(revisions, entry.container);
    if (where?.type === 'offset') containers.set(entry.container, where.offset);
  }
  return containers;
}

function newestEntry(revisions: readonly Revision[], number: number): Entry | undefined {
  for (const { sections } of revisions.toReversed()) {
    for (const { entries } of sections) {
      const entry = entries.get(number);
      if (entry !== undefined) return entry;
    }
  }
  return undefined;
}

/** A table behind a stream, or the other way round. */
function mixedRevisions({ revisions }: PdfFile): OddPlace[] {
  return revisions.flatMap(({ number, sections: [section] }) => {
    const before = revisions[number - 1]?.sections[0];
    const isMixed = before !== undefined && (before.kind === 'stream') !== (section.kind === 'stream');
    return isMixed ? [{ revision: number, kind: 'mixed', object: undefined } as const] : [];
  });
}

/** The first reference that one reader follows and another does not; all objects are read, where there may be one. */
export function oddReferences(file: PdfFile, last: number): OddPlace[] {
  const isAged = file.revisions.slice(0, last + 1).some(({ sections }) => sections.some((one) => one.isAged));
  if (!isAged && !file.hasAgedReference()) return [];
  const view = file.view(last);
  const odd = (object: number | undefined): OddPlace[] => [
    {
      revision: object === undefined ? last : (view.definition(object)?.revision ?? last),
      kind: 'reference-generation',
      object,
    },
  ];
  try {
    for (const number of view.numbers()) {
      let isOdd = false;
      eachReference(view.object(number), (to) => {
        const entry = view.entry(to.number);
        if (entry !== undefined && generationOf(entry) !== to.generation) isOdd = true;
      });
      if (isOdd) return odd(number);
    }
  } catch (error) {
    if (error instanceof CongvuError) return odd(undefined);
    throw error;
  }
  return [];
}

function generationOf(entry: Entry): number {
  return entry.type === 'offset' ? entry.generation : 0;
}
