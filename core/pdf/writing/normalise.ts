/** Rewrites a damaged, never signed file as one plain revision, so that everything later can be appended. */

import { createHash } from 'node:crypto';
import { PDFArray, PDFContext, PDFDict, PDFHexString, PDFRef } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { fail as failReading } from '../reading/errors.ts';
import type { Limits } from '../reading/limits.ts';
import { type Placed, tableSection } from './cross-reference.ts';
import { damage, fail } from './errors.ts';
import { hasSignature } from './fields.ts';
import { budgetOf } from './sections.ts';
import { indirectObject, lengthOf } from './serialised.ts';
import type { Source } from './source.ts';
import { loadTolerantly } from './tolerant.ts';

/**
 * One revision with a gapless table: public threads report that Acrobat distrusts a first signature, once a second
 * is added, when the first table has gaps. `why` is told in the errors PDF_DAMAGED_AND_SIGNED and PDF_NOT_REPAIRABLE.
 */
export function normalised(source: Source, why: Bilingual, limits: Limits): Uint8Array {
  const context = tolerantlyLoaded(source, why, limits);
  if (hasSignature(context)) throw fail('PDF_DAMAGED_AND_SIGNED', { detail: why });
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef) || !(context.lookup(root) instanceof PDFDict)) {
    throw fail('PDF_NOT_REPAIRABLE', {
      detail: both(`${why.en}; no document catalogue`, `${why.vi}; không có danh mục của văn bản`),
    });
  }
  return rewritten(source, context, root);
}

function tolerantlyLoaded(source: Source, why: Bilingual, limits: Limits): PDFContext {
  const context = PDFContext.create();
  try {
    loadTolerantly(source.bytes.subarray(source.leading), context, budgetOf(limits));
  } catch (error) {
    if (!(error instanceof CongvuError) || !damage.has(error.code)) throw error;
    throw fail('PDF_NOT_REPAIRABLE', { detail: why }, error);
  }
  if (context.lookup(context.trailerInfo.Encrypt) !== undefined) throw failReading('PDF_ENCRYPTED');
  return context;
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
  const trailer = { root, info, id: idOf(source, context), size, previous: undefined, others: [] };
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
