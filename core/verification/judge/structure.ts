/** What is wrong with the build of a file as a whole, whoever signed it. */
import { detail } from '../details/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

export function structureJudgement(facts: Facts): Judgement | undefined {
  const { count, start, blank } = facts.bytesAfterEnd;
  if (count > 0) {
    const what = detail(blank ? 'BLANKS_APPENDED' : 'BYTES_APPENDED', { count, start });
    return outcome('TOTAL-FAILED', 'FORMAT_FAILURE', 'CHANGED_AFTER_SIGNING', what);
  }
  const [repeated] = facts.repeatedNames;
  if (repeated !== undefined) {
    const what = detail('FIELD_REPEATED', { name: repeated });
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', what);
  }
  if (facts.revisions.some(({ crossReference }) => crossReference === 'hybrid')) {
    const what = detail('CROSS_REFERENCE_HYBRID');
    return outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'FORMAT_INVALID', what);
  }
  return undefined;
}
