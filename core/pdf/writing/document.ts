/** Opens a PDF for appending: reads it by its cross-references, refuses what must not be added to, repairs only unsigned files. */

import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { CongvuError, wordsOf } from '../../../foundation/error.ts';
import { openPdf, type PdfFile } from '../reading/document.ts';
import { fail as failReading } from '../reading/errors.ts';
import { asBuffer } from '../reading/filters.ts';
import { defaultLimits, type Limits } from '../reading/limits.ts';
import { Work } from '../reading/work.ts';
import { type TrailerValues, takenOver } from './cross-reference.ts';
import { damage, fail, tooMuch } from './errors.ts';
import { dictionaryAt, type ExistingField, fieldsOf } from './fields.ts';
import { forbiddenBy } from './locks.ts';
import { named } from './names.ts';
import { normalised } from './normalise.ts';
import { loadObjects } from './objects.ts';
import { oddTable } from './odd-tables.ts';
import { type Page, pagesOf } from './pages.ts';
import { budgetOf, numberAt, sectionsOf } from './sections.ts';
import { shadowedObject } from './shadowed.ts';
import { type Source, sourceOf } from './source.ts';

export interface WritableDocument {
  /** What the next revision is appended to: the input, or its repaired form. */
  readonly bytes: Uint8Array;
  /** Those bytes as the quick reader has them; undefined where it stumbles. */
  readonly quick: PdfFile | undefined;
  /** Whether the input had to be rewritten first (only ever an unsigned one). */
  readonly repaired: boolean;
  /** Why it was rewritten. */
  readonly repairedFor: Bilingual | undefined;
  readonly context: PDFContext;
  readonly root: PDFRef;
  readonly catalog: PDFDict;
  readonly info: PDFObject | undefined;
  /** First half of /ID. */
  readonly id: PDFString | PDFHexString | undefined;
  readonly largestObject: number;
  /** Further entries of its trailer, which the next one repeats. */
  readonly takenOver: TrailerValues['others'];
  readonly lastSection: { readonly offset: number; readonly form: 'table' | 'stream' };
  /** The newer of header and catalogue, as 1.4. */
  readonly version: string;
  readonly pages: readonly Page[];
  readonly fields: readonly ExistingField[];
  /** What may still be asked of it. */
  readonly work: Work;
}

/**
 * How much of the document is read: every object; only those that are asked for; or those, after the quick reader has
 * found that every object can be read, which gives up nothing but the second opinion of pdf-lib.
 */
export type Extent = 'all' | 'needed' | 'checked';

/**
 * `proof`: nothing but a security store and document time stamps will be added, which no certifying signature takes for a change
 * (ISO 32000-2, table 257).
 */
export type Purpose = 'any' | 'proof';

/**
 * Throws PDF_NOT_A_PDF, PDF_TRUNCATED, PDF_ENCRYPTED, PDF_TOO_LARGE and the other bounds of `../reading/errors.ts`;
 * PDF_DAMAGED_AND_SIGNED, PDF_HYBRID_AND_SIGNED, PDF_NOT_REPAIRABLE, PDF_CERTIFIED_NO_CHANGES, PDF_XFA_FORM.
 */
export async function openForWriting(
  pdf: Uint8Array,
  limits: Limits = defaultLimits,
  extent: Extent = 'all',
  purpose: Purpose = 'any',
): Promise<WritableDocument> {
  const source = sourceOf(pdf, limits);
  const read = quicklyRead(pdf, limits);
  const lazily = extent === 'needed' || (extent === 'checked' && isWhole(read));
  const first = attempt(source, read, limits, lazily ? 'needed' : 'all');
  if (first.ok) return refusedFor(purpose, first.document);
  if (mentionsSignature(source)) {
    if (first.hybrid) throw fail('PDF_HYBRID_AND_SIGNED');
    throw fail('PDF_DAMAGED_AND_SIGNED', { detail: first.why }, first.cause);
  }
  const twice = read === undefined ? undefined : shadowedObject(read, source.bytes, new Work(limits));
  if (twice !== undefined) {
    const { why, cause } = first;
    const detail = both(
      `${why.en}; object ${twice} stands there twice`,
      `${why.vi}; đối tượng ${twice} xuất hiện hai lần`,
    );
    throw fail('PDF_NOT_REPAIRABLE', { detail }, cause);
  }
  const repaired = normalised(source, first.why, limits);
  const second = attempt(sourceOf(repaired, limits), quicklyRead(repaired, limits), limits, 'all');
  if (!second.ok) throw fail('PDF_NOT_REPAIRABLE', { detail: second.why }, second.cause);
  const document = Object.freeze({ ...second.document, repaired: true, repairedFor: first.why });
  return refusedFor(purpose, document);
}

type Attempt =
  | { readonly ok: true; readonly document: WritableDocument }
  | { readonly ok: false; readonly why: Bilingual; readonly hybrid: boolean; readonly cause?: unknown };

function attempt(
  source: Source,
  quick: PdfFile | undefined,
  limits: Limits,
  extent: 'all' | 'needed',
): Attempt {
  if (source.leading > 0) {
    return {
      ok: false,
      hybrid: false,
      why: both(
        `${source.leading} foreign bytes before %PDF-`,
        `có ${source.leading} byte lạ đứng trước %PDF-`,
      ),
    };
  }
  try {
    const read = documentOf(source, quick, limits, extent);
    if (read === 'hybrid')
      return {
        ok: false,
        hybrid: true,
        why: both('hybrid cross-reference', 'hai loại bảng tham chiếu cùng lúc'),
      };
    if (source.trailing > 0) {
      return {
        ok: false,
        hybrid: false,
        why: both(
          `${source.trailing} foreign bytes after %%EOF`,
          `có ${source.trailing} byte lạ đứng sau %%EOF`,
        ),
      };
    }
    const odd = quick === undefined ? undefined : oddTable(quick);
    if (odd !== undefined) return { ok: false, hybrid: false, why: odd };
    return { ok: true, document: read };
  } catch (error) {
    if (!(error instanceof CongvuError) || !damage.has(error.code)) throw error;
    return { ok: false, hybrid: false, why: both(error.message, wordsOf(error, 'vi').message), cause: error };
  }
}

function documentOf(
  source: Source,
  quick: PdfFile | undefined,
  limits: Limits,
  extent: 'all' | 'needed',
): WritableDocument | 'hybrid' {
  const context = PDFContext.create();
  const budget = budgetOf(limits);
  const sections = sectionsOf(source, context, budget);
  const newest = sections[0];
  if (newest === undefined)
    throw failReading('PDF_XREF_INVALID', { offset: 0, detail: both('none', 'không có') });
  if (sections.some(({ trailer }) => trailer.get(named('Encrypt')) !== undefined)) {
    throw failReading('PDF_ENCRYPTED');
  }
  if (sections.some((section) => section.hybrid)) return 'hybrid';
  loadObjects(source, sections, context, budget, extent);
  const size = numberAt(newest.trailer, 'Size') ?? 0;
  if (size > limits.objects) throw failReading('PDF_TOO_MANY_OBJECTS', { limit: limits.objects });
  context.largestObjectNumber = Math.max(context.largestObjectNumber, size - 1);
  const root = newest.trailer.get(named('Root'));
  const catalog = root instanceof PDFRef ? context.lookup(root) : undefined;
  if (!(root instanceof PDFRef) || !(catalog instanceof PDFDict)) {
    throw failReading('PDF_XREF_INVALID', {
      offset: newest.offset,
      detail: both('/Root leads to no catalogue', '/Root không dẫn đến danh mục của văn bản'),
    });
  }
  return Object.freeze({
    bytes: source.bytes,
    quick,
    repaired: false,
    repairedFor: undefined,
    context,
    root,
    catalog,
    info: newest.trailer.get(named('Info')),
    id: firstId(context, newest.trailer),
    largestObject: context.largestObjectNumber,
    takenOver: takenOver(newest.trailer, newest.form, context.largestObjectNumber),
    lastSection: { offset: newest.offset, form: newest.form },
    version: newerVersion(source.version, catalog),
    pages: pagesOf(context, catalog),
    fields: fieldsOf(context, catalog, budget.work),
    work: budget.work,
  });
}

/**
 * Undefined where the quick reader stumbles: reading in the usual way says what is wrong, and whether to repair it. What is too much
 * for it is too much for verification too, and nobody would read what was signed: throws PDF_TOO_….
 */
function quicklyRead(pdf: Uint8Array, limits: Limits): PdfFile | undefined {
  return unlessStumbling(() => openPdf(pdf, limits));
}

function unlessStumbling<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CongvuError && !tooMuch.has(error.code)) return undefined;
    throw error;
  }
}

function isWhole(read: PdfFile | undefined): boolean {
  if (read === undefined) return false;
  const whole = unlessStumbling(() => {
    const view = read.view();
    for (const number of view.numbers()) view.object(number);
    return true;
  });
  return whole === true;
}

function refusedFor(purpose: Purpose, document: WritableDocument): WritableDocument {
  const { context, catalog, fields, work } = document;
  const by = purpose === 'proof' ? undefined : forbiddenBy(context, catalog, fields, work);
  if (by !== undefined) throw fail('PDF_CERTIFIED_NO_CHANGES', { by });
  const form = dictionaryAt(document.context, document.catalog, 'AcroForm');
  if (form?.get(named('XFA')) !== undefined) throw fail('PDF_XFA_FORM');
  return document;
}

/** Of a file that cannot be read properly only the bytes can be asked. */
function mentionsSignature({ bytes }: Source): boolean {
  const view = asBuffer(bytes);
  const name = '/ByteRange';
  for (let at = view.indexOf(name); at >= 0; at = view.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!/^\w/.test(view.toString('latin1', end, end + 1))) return true;
  }
  return false;
}

function firstId(context: PDFContext, trailer: PDFDict): PDFString | PDFHexString | undefined {
  const id = context.lookup(trailer.get(named('ID')));
  const first = id instanceof PDFArray ? context.lookup(id.get(0)) : undefined;
  return first instanceof PDFString || first instanceof PDFHexString ? first : undefined;
}

function newerVersion(header: string, catalog: PDFDict): string {
  const given = catalog.get(named('Version'));
  const version = given instanceof PDFName ? given.decodeText() : '';
  return /^[12]\.\d$/.test(version) && version > header ? version : header;
}
