/** A PDF opened for reading: revisions, and any object as any revision had it. Nothing is read before it is asked for. */
import { both } from '../../../foundation/bilingual.ts';
import type { Section } from './cross-reference.ts';
import { fail } from './errors.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type Linearization, linearizationsOf } from './linearized.ts';
import { ObjectReader } from './object-reader.ts';
import type { Oddity } from './oddities.ts';
import { type Revision, readRevisions } from './revisions.ts';
import { RevisionView, type View } from './view.ts';

export interface PdfFile {
  readonly bytes: Buffer;
  readonly limits: Limits;
  readonly revisions: readonly [Revision, ...Revision[]];
  /** The view of one revision; without a number the last. */
  view(revision?: number): View;
  /** What the file says of itself at its beginning. */
  readonly linearizations: readonly Linearization[];
  /** The sections that were found to be so by now: see `isPlainSection`. */
  readonly plainSections: Set<Section>;
  /** What other readers may take differently in the objects that were read so far, by the byte where each, or its container, stands. */
  readonly oddRead: ReadonlyMap<number, Oddity>;
  /** Whether one of them held a reference of another generation than 0. */
  hasAgedReference(): boolean;
  /** Byte behind `endobj` of an object that stands at an offset, as the view's stream lengths have it. */
  endOf(number: number, view: View): number;
  /** Whether it was asked for more than its limits allow: the same bytes opened anew may answer what it refused. */
  ranOut(): boolean;
  /** Roughly what it keeps in memory by now: the file, what was inflated, and the objects that were read. */
  heldBytes(): number;
}

/**
 * Opens a file. Throws PDF_NOT_A_PDF, PDF_LEADING_BYTES, PDF_TOO_LARGE, PDF_TRUNCATED, PDF_ENCRYPTED,
 * PDF_XREF_INVALID, PDF_XREF_LOOP, PDF_TOO_MANY_REVISIONS; reading objects later throws the other PDF_ codes,
 * PDF_TOO_MUCH_WORK when the views together are asked for too much.
 */
export function openPdf(given: Uint8Array, limits: Limits = defaultLimits): PdfFile {
  if (given.length > limits.fileBytes) {
    throw fail('PDF_TOO_LARGE', { size: given.length, limit: limits.fileBytes });
  }
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  checkHeader(bytes);
  const inflate = { limit: limits.inflatedBytes, left: limits.inflatedBytes };
  const revisions = readRevisions(bytes, limits, { entriesLeft: limits.objects, inflate });
  const [oldest, ...later] = revisions;
  if (oldest === undefined)
    throw fail('PDF_TRUNCATED', { detail: both('no revision', 'không có lần lưu nào') });
  for (const { sections } of revisions) {
    if (sections.some(({ trailer }) => trailer.entries.has('Encrypt'))) throw fail('PDF_ENCRYPTED');
  }
  refuseCutRevision(bytes, later.at(-1) ?? oldest);

  const reader = new ObjectReader(bytes, limits, revisions, inflate);
  const views: RevisionView[] = [];

  function view(revision = revisions.length - 1): View {
    const newest = revisions[revision];
    if (newest === undefined) throw new RangeError(`no revision ${revision}`);
    views[revision] ??= new RevisionView(revisions, newest, reader);
    return views[revision];
  }

  function endOf(number: number, of: View): number {
    const end = of.withReferences(number)?.end;
    if (end === undefined) throw new RangeError(`object ${number} does not stand at an offset`);
    return end;
  }

  return {
    bytes,
    limits,
    revisions: [oldest, ...later] as const,
    view,
    linearizations: linearizationsOf(bytes),
    plainSections: new Set(),
    oddRead: reader.odd,
    hasAgedReference: () => reader.hasAgedReference,
    endOf,
    ranOut: () => reader.ranOut,
    heldBytes: () => bytes.length + inflate.limit - inflate.left + reader.keptBytes,
  };
}

function checkHeader(bytes: Buffer): void {
  const at = bytes.subarray(0, 1024).indexOf('%PDF-');
  if (at > 0) throw fail('PDF_LEADING_BYTES', { count: at });
  if (at === 0) return;
  const found = bytes.length === 0 ? both('nothing', 'tệp rỗng') : bytes.toString('hex', 0, 8);
  throw fail('PDF_NOT_A_PDF', { found });
}

/** Objects behind the last revision that no cross-reference follows: the tail of that increment is missing. */
function refuseCutRevision(bytes: Buffer, last: Revision): void {
  const rest = bytes.toString('latin1', last.end, last.end + 64);
  if (/^\s*\d+ \d+ obj\b/.test(rest)) {
    throw fail('PDF_TRUNCATED', {
      detail: both(
        `the revision that begins at byte ${last.end} has no end`,
        `lần lưu bắt đầu tại byte ${last.end} không có phần kết thúc`,
      ),
    });
  }
}
