/** What the verdict on a file means at the desk where it is received (Hai Phong 2025, article 20, clause 3). */
import { adviceOn } from '../details/index.ts';
import { type Bilingual, type ReasonRow, reasons, refuse } from '../reasons.ts';
import type { Judgement } from '../report.ts';
import { type Language, type Words, words } from './words.ts';

/** What is invalid or incomplete is refused, what is classified is not for this system; what cannot be told yet is neither. */
export type Acceptance = 'accepted' | ReasonRow['undetermined'];

export function acceptanceOf({ verdict, reason }: Judgement): Acceptance {
  if (verdict === 'TOTAL-PASSED') return 'accepted';
  if (verdict === 'TOTAL-FAILED') return 'refused-invalid';
  return reason === undefined ? 'unsettled' : reasons[reason].undetermined;
}

export function acceptanceText(judgement: Judgement, language: Language): string {
  const say: Words = words[language];
  const acceptance = acceptanceOf(judgement);
  if (acceptance !== 'unsettled' || judgement.reason === undefined) return say[acceptance];
  const sentence = reasons[judgement.reason].sentence[language];
  return `${say.unsettled}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}

/** What fails for good is refused, also for a reason that otherwise can still be settled. */
export function nextStep({ verdict, reason, detail }: Judgement): Bilingual | undefined {
  if (reason === undefined) return undefined;
  if (verdict === 'TOTAL-FAILED') return refuse;
  return (detail === undefined ? undefined : adviceOn(detail)) ?? reasons[reason].next;
}
