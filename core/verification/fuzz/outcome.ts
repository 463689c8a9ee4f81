/** What verification makes of an input, down to the printed text, in a few words. Never throws for what stands in the input. */
import { collectFacts } from '../facts/collect.ts';
import { reportText } from '../report/text.ts';
import { type Examination, examinePdf } from '../verify.ts';
import { type Explanation, explanationOf } from './explanation.ts';
import { policy } from './signed.ts';

export interface Outcome {
  readonly verdict: string;
  /** The reader's code for a file that cannot be read, else the reason. */
  readonly code: string;
  /** Of a file that passes: why it may, although it was changed. */
  readonly explanation?: Explanation;
}

export function outcomeOf(bytes: Uint8Array): Outcome {
  return outcomeOfExamination(examinePdf(bytes, policy), bytes);
}

export function outcomeOfExamination({ report, unreadable }: Examination, bytes: Uint8Array): Outcome {
  const text = reportText('input.pdf', report, 'vi').join('\n');
  if (text.length === 0) throw new Error('no report');
  const { verdict, reason } = report;
  return {
    verdict,
    code: unreadable?.code ?? reason ?? '(none)',
    ...(verdict === 'TOTAL-PASSED'
      ? { explanation: explanationOf(Buffer.from(bytes), collectFacts(bytes)) }
      : {}),
  };
}
