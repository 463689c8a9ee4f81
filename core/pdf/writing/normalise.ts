/** Rewrites a damaged, never signed file as one plain revision, so that everything later can be appended. */

import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { PDFArray, type PDFContext, PDFDict, PDFDocument, PDFHexString, PDFRef } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { fail as failReading } from '../reading/errors.ts';
import type { Limits } from '../reading/limits.ts';
import { type Placed, tableSection } from './cross-reference.ts';
import { fail } from './errors.ts';
import { hasSignature } from './fields.ts';
import { indirectObject, lengthOf } from './serialised.ts';
import { type Source, textOf } from './source.ts';

/**
 * One revision with a gapless table: public threads report that Acrobat distrusts a first signature, once a second
 * is added, when the first table has gaps. `why` is told in the errors PDF_DAMAGED_AND_SIGNED and PDF_NOT_REPAIRABLE.
 */
export async function normalised(source: Source, why: Bilingual, limits: Limits): Promise<Uint8Array> {
  refuseBombs(source, limits);
  const context = await tolerantlyLoaded(source, why);
  if (hasSignature(context)) throw fail('PDF_DAMAGED_AND_SIGNED', { detail: why });
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef) || !(context.lookup(root) instanceof PDFDict)) {
    throw fail('PDF_NOT_REPAIRABLE', {
      detail: both(`${why.en}; no document catalogue`, `${why.vi}; không có danh mục của văn bản`),
    });
  }
  return rewritten(source, context, root);
}

async function tolerantlyLoaded(source: Source, why: Bilingual): Promise<PDFContext> {
  try {
    const document = await PDFDocument.load(source.bytes.subarray(source.leading), {
      updateMetadata: false,
      throwOnInvalidObject: true,
    });
    return document.context;
  } catch (cause) {
    throw fail('PDF_NOT_REPAIRABLE', { detail: why }, cause);
  }
}

function rewritten(source: Source, context: PDFContext, root: PDFRef): Uint8Array {
  const chunks: Uint8Array[] = [Buffer.from(`%PDF-${source.version}\n%âãÏÓ\n`, 'latin1')];
  let end = chunks[0]?.length ?? 0;
  const placed: Placed[] = [];
  for (const [reference, object] of context.enumerateIndirectObjects()) {
    const pieces = indirectObject(reference, object);
    placed.push({ number: reference.objectNumber, generation: reference.generationNumber, offset: end });
    chunks.push(...pieces);
    end += lengthOf(pieces);
  }
  const info = context.trailerInfo.Info;
  const size = context.largestObjectNumber + 1;
  const trailer = { root, info, id: idOf(source, context), size, previous: undefined };
  chunks.push(tableSection(context, placed, trailer, true), Buffer.from(`startxref\n${end}\n%%EOF\n`));
  return Buffer.concat(chunks);
}

function idOf(source: Source, context: PDFContext): PDFArray {
  const fresh = PDFHexString.of(createHash('sha256').update(source.bytes).digest('hex').slice(0, 32));
  const given = context.lookup(context.trailerInfo.ID);
  const id = PDFArray.withContext(context);
  id.push(given instanceof PDFArray && given.size() === 2 ? given.get(0) : fresh);
  id.push(fresh);
  return id;
}

/** pdf-lib unpacks structure without bounds: look at every stream that it would unpack before it does. */
function refuseBombs(source: Source, limits: Limits): void {
  let left = limits.inflatedBytes;
  for (const match of textOf(source.bytes).matchAll(/\bobj\b((?:(?!\bobj\b|stream).)*)stream\r?\n/gs)) {
    const head = match[1] ?? '';
    // A name may be written with #xx: anything so written is looked at as well.
    if (!/ObjStm|XRef|#/.test(head)) continue;
    if (/LZWDecode|#/.test(head) || /\/Filter\s*\[[^\]]*\/[^\]]*\//.test(head)) {
      throw failReading('PDF_FILTER_UNSUPPORTED', {
        object: 'of structure',
        filter: 'chain, LZW or disguised',
      });
    }
    const counts = [...head.matchAll(/\/(?:N|Size|Index\s*\[[\d\s]*)\s*(\d+)/g)].map((count) =>
      Number(count[1]),
    );
    if (counts.some((count) => count > limits.objects)) {
      throw failReading('PDF_TOO_MANY_OBJECTS', { limit: limits.objects });
    }
    if (!/FlateDecode/.test(head)) continue;
    left -= inflatedSize(source.bytes.subarray(match.index + match[0].length), left, limits);
  }
}

function inflatedSize(data: Uint8Array, left: number, limits: Limits): number {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, left) }).length;
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_BUFFER_TOO_LARGE') return 0;
    throw failReading('PDF_INFLATES_TOO_FAR', { limit: limits.inflatedBytes, object: 'of structure' }, error);
  }
}
