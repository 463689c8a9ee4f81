/** What the verdict on a file means at the desk where it is received (Hai Phong 2025, article 20, clause 3). */
import { adviceOn } from '../details/index.ts';
import { unreadRow } from '../details/unread.ts';
import { type Bilingual, type ReasonRow, reasons, refuse } from '../reasons.ts';
import type { Judgement } from '../report.ts';
import { type Language, type Words, words } from './words.ts';

/** What is invalid or incomplete is refused, what is classified is not for this system; what cannot be told yet is neither. */
export type Acceptance = 'accepted' | 'refused-invalid' | ReasonRow['undetermined'];

export function acceptanceOf({ verdict, reason }: Judgement): Acceptance {
  if (verdict === 'TOTAL-PASSED') return 'accepted';
  if (verdict === 'TOTAL-FAILED') return 'refused-invalid';
  return reason === undefined ? 'unsettled' : reasons[reason].undetermined;
}

export function acceptanceText(judgement: Judgement, language: Language): string {
  const say: Words = words[language];
  const acceptance = acceptanceOf(judgement);
  const sentence = sentenceOn(judgement)?.[language];
  if (acceptance !== 'unsettled' || sentence === undefined) return say[acceptance];
  return `${say.unsettled}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

/** Of a file that was not read no reason speaks: nothing is proven against it. */
export function sentenceOn({ reason, detail }: Judgement): Bilingual | undefined {
  if (reason !== undefined) return reasons[reason].sentence;
  return detail === undefined ? undefined : unreadRow(detail.code)?.sentence;
}

/** What fails for good is refused, also for a reason that otherwise can still be settled. */
export function nextStep({ verdict, reason, detail }: Judgement): Bilingual | undefined {
  if (reason === undefined) return detail === undefined ? undefined : unreadRow(detail.code)?.next;
  if (verdict === 'TOTAL-FAILED') return refuse;
  return (detail === undefined ? undefined : adviceOn(detail)) ?? reasons[reason].next;
}
