/** When the product does not accept a document, it says why in words for people. */

import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, notApplicable, pass } from '../result.ts';
import { impossible } from './faults.ts';
import { performVerifying, whenAnswered } from './perform-verifying.ts';
import { type Fault, kindsOf } from './rejects-for-reason.ts';
import { besideSoundTwin } from './sound-twin.ts';

/** A bare code is not a sentence that a clerk can pass on. */
const leastLetters = 10;

export async function givesWords(bench: Workbench, file: Fault): Promise<CheckResult> {
  const { path, trust, twin, fault, reason } = file;
  return besideSoundTwin(bench, twin, () =>
    whenAnswered(performVerifying(bench, path, trust), (verified) => {
      const { said, reasons, sent, evidence } = verified;
      if (said.outcome === 'accepted') return notApplicable('DOCUMENT_ACCEPTED');
      const words = reasons.filter(({ kind }) => fault.named.includes(kind)).map(({ text }) => text);
      const finding = {
        sent: { ...sent, made: file.made },
        expected: {
          oneOfTheReasons: fault.named,
          besides: fault.beside,
          text: { en: 'a sentence', vi: 'một câu giải thích' },
        },
        seen: said,
        evidence,
      };
      if (!words.some(isSentence)) return failed(reason, finding);
      if (impossible(kindsOf(verified), fault).length > 0) return failed('REASON_NOT_OF_THIS_FILE', finding);
      return pass({ words, soundTwin: 'accepted' }, evidence);
    }),
  );
}

function isSentence(text: string): boolean {
  return text.replace(/[^\p{L}]/gu, '').length >= leastLetters && /\s/.test(text.trim());
}
