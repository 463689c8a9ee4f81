/** What a signature on this document would not fix: layers, scripts, actions; and content that is not in the file, which is refused. */
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { defaultLimits, pagesOf } from '../../pdf/reading/index.ts';
import type { WritableDocument } from '../../pdf/writing/index.ts';
import {
  detailWords,
  type LiveJudgement,
  liveFacts,
  liveJudgement,
  reasons,
  withContents,
} from '../../verification/index.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';
import { ifReadable } from './if-readable.ts';
import { readDifferently } from './shown-differently.ts';

const nothing: LiveJudgement = { judgements: [], findings: [] };

/**
 * Of a document as it was opened for signing, with what is left to read of it; of one that verification cannot read nothing,
 * since others say so.
 */
export function liveIn({ quick }: WritableDocument): LiveJudgement {
  if (quick === undefined) return nothing;
  const view = quick.view();
  const found = ifReadable(() => {
    const pages = pagesOf(view, defaultLimits);
    return liveJudgement({ live: withContents(liveFacts(view, pages), view, pages) });
  });
  if (!(found instanceof CongvuError)) return found;
  // Nothing is left to read of it: that is told.
  return found.code === 'PDF_TOO_MUCH_WORK' ? liveJudgement({ live: liveFacts(view, []) }) : nothing;
}

/** A warning for each kind; attachments of the ordinary sort are none. */
export function warningsOf({ judgements, findings }: LiveJudgement): readonly SigningWarning[] {
  const told = [
    ...judgements.map(({ reason, detail }) => ({ code: reason, detail })),
    ...findings.filter(({ severity }) => severity !== 'note'),
  ];
  return told.flatMap(({ code, detail }): readonly SigningWarning[] => {
    if (code === undefined || detail == null) return [];
    const words = detailWords(detail);
    // Not that it may change, but that it is not one thing for all.
    if (code === 'TABLE_ODD') return [readDifferently(detail)];
    const { sentence } = reasons[code];
    const what = both(`${sentence.en} ${code}: ${words.en}`, `${sentence.vi} ${code}: ${words.vi}`);
    return [warn('CONTENT_NOT_FIXED', { what })];
  });
}
