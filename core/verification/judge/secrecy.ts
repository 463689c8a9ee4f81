/** Classified documents: named when the caller or the page says that one is. */
import { detail } from '../details/index.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { Finding, Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

export interface Secrecy {
  readonly examined: boolean;
  readonly judgement: Judgement | undefined;
  readonly findings: readonly Finding[];
}

const nothing: Secrecy = Object.freeze({ examined: false, judgement: undefined, findings: [] });
const inOrder: Secrecy = Object.freeze({ examined: true, judgement: undefined, findings: [] });

/**
 * `keptOut`: a text in force keeps classified documents off these systems. Then the caller's word decides; a mark that
 * is only read from the page is a warning, since other words may stand where the mark would.
 */
export function secrecyOf(classified: boolean, page: PageFacts | undefined, keptOut: boolean): Secrecy {
  const warning = (what: Finding['detail']): Secrecy => ({
    examined: true,
    judgement: undefined,
    findings: [{ code: 'CLASSIFIED_DOCUMENT', severity: 'warning', field: null, detail: what }],
  });
  if (classified) {
    const what = detail('CLASSIFIED_AS_SAID');
    if (!keptOut) return warning(what);
    const judgement = outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'CLASSIFIED_DOCUMENT', what);
    return { examined: true, judgement, findings: [] };
  }
  if (page?.kind !== 'read' || page.lines === 0) return nothing;
  return page.secrecyMark === null ? inOrder : warning(detail('SECRECY_MARK', { mark: page.secrecyMark }));
}
