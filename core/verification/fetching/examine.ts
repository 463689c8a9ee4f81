/** A PDF verified with whatever its certificates' places give, where the caller allowed to ask. */
import { randomBytes } from 'node:crypto';
import type { Language } from '../../../foundation/bilingual.ts';
import { systemClock } from '../../../foundation/clock.ts';
import { CongvuError, wordsOf } from '../../../foundation/error.ts';
import { collectFacts } from '../facts/collect.ts';
import { judge } from '../judge/document.ts';
import { withQuestions } from '../judge/questions.ts';
import { factsWithContents } from '../live/contents.ts';
import type { PageReader } from '../page/reader.ts';
import { paperExtentFor } from '../paper/collect.ts';
import type { Policy } from '../policy/policy.ts';
import type { QuestionReport } from '../report.ts';
import { type Examination, unreadableReport } from '../verify.ts';
import { type Asking, asking } from './ask.ts';
import { type Asked, fetchEvidence } from './evidence.ts';
import { allowedHosts } from './hosts.ts';

export interface AskingExamination extends Examination {
  readonly asked: readonly Asked[];
}

export async function examineAsking(
  pdf: Uint8Array,
  policy: Policy,
  ask: Asking,
  pages?: PageReader,
  contents = pages !== undefined,
): Promise<AskingExamination> {
  try {
    const collected = collectFacts(pdf, undefined, paperExtentFor(policy.as, pages !== undefined));
    const facts = contents ? factsWithContents(collected, pdf) : collected;
    // A run takes hours: what it is told today is not from the future of when it began.
    const today = policy.now === undefined ? policy : { ...policy, now: ask.now() };
    const { trust, asked } = await fetchEvidence(facts, today, ask);
    const report = judge(facts, { ...today, trust }, await pages?.read(pdf, facts.signatures));
    return { report: withQuestions(report, questionsIn(asked)), asked };
  } catch (error) {
    if (!(error instanceof CongvuError) || !error.code.startsWith('PDF_')) throw error;
    return { report: unreadableReport(error, policy), unreadable: error, asked: [] };
  }
}

/** Throws VERIFY_HOST_INVALID. */
export function askingAt(hosts: readonly string[]): Asking {
  return asking({ allowed: allowedHosts(hosts), nonce: () => randomBytes(16), clock: systemClock });
}

export function questionsIn(asked: readonly Asked[]): readonly QuestionReport[] {
  return asked.map(({ question }) => question);
}

/** What came to nothing, a line each, for whoever runs the program. */
export function failedQuestions(asked: readonly Asked[], language: Language): string[] {
  return asked.flatMap(({ error }) =>
    error === undefined ? [] : [`congvu: ${error.code}: ${wordsOf(error, language).message}`],
  );
}
