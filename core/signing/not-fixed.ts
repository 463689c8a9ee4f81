/** What a signature on this document would not fix: layers, scripts, actions; and content that is not in the file, which is refused. */
import { CongvuError } from '../../foundation/error.ts';
import { defaultLimits, openPdf, pagesOf } from '../pdf/reading/index.ts';
import { detailText, type LiveJudgement, liveFacts, liveJudgement, reasons } from '../verification/index.ts';
import type { SigningWarning } from './warnings.ts';

/** Of a document as it is signed; of one that verification cannot read nothing, since others say so. */
export function liveIn(pdf: Uint8Array): LiveJudgement {
  try {
    const view = openPdf(pdf).view();
    return liveJudgement({ live: liveFacts(view, pagesOf(view, defaultLimits)) });
  } catch (error) {
    if (error instanceof CongvuError && error.code.startsWith('PDF_'))
      return { judgements: [], findings: [] };
    throw error;
  }
}

/** A warning for each kind; attachments of the ordinary sort are none. */
export function warningsOf({ judgements, findings }: LiveJudgement): readonly SigningWarning[] {
  const told = [
    ...judgements.map(({ reason, detail }) => ({ code: reason, detail })),
    ...findings.filter(({ severity }) => severity !== 'note'),
  ];
  return told.flatMap(({ code, detail }) => {
    if (code === undefined || detail == null) return [];
    const message = `${reasons[code].sentence.en} ${code}: ${detailText(detail, 'en')}`;
    return [{ code: 'CONTENT_NOT_FIXED', message } as const];
  });
}
