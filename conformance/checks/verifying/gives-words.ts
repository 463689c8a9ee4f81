/** When the product does not accept a document, it says why in words for people. */

import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, notApplicable, pass } from '../result.ts';
import { performVerifying, whenAnswered } from './perform-verifying.ts';
import type { Fault } from './rejects-for-reason.ts';

/** A bare code is not a sentence that a clerk can pass on. */
const leastLetters = 10;

export async function givesWords(bench: Workbench, fault: Fault): Promise<CheckResult> {
  return whenAnswered(
    performVerifying(bench, fault.path, fault.trust),
    ({ said, reasons, sent, evidence }) => {
      if (said.outcome === 'accepted') {
        return notApplicable('DOCUMENT_ACCEPTED');
      }
      const words = reasons.filter(({ kind }) => fault.named.includes(kind)).map(({ text }) => text);
      if (
        words.some((text) => text.replace(/[^\p{L}]/gu, '').length >= leastLetters && /\s/.test(text.trim()))
      ) {
        return pass({ words }, evidence);
      }
      return failed('REFUSAL_WITHOUT_WORDS', {
        sent: { ...sent, made: fault.made },
        expected: { reason: fault.named, text: { en: 'a sentence', vi: 'một câu giải thích' } },
        seen: said,
        evidence,
      });
    },
  );
}
