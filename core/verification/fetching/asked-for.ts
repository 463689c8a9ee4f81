/** Facts at hand: what is missing to judge them, asked for at allowed hosts; what came to nothing is said at once. */
import type { Language } from '../../../foundation/bilingual.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import type { Facts } from '../facts/facts.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Policy } from '../policy/policy.ts';
import type { QuestionReport } from '../report.ts';

export interface AskedFor {
  readonly trust: TrustStore;
  readonly questions: readonly QuestionReport[];
}

/** What knows the network is loaded only where it is wanted. */
export async function askedFor(
  facts: Facts,
  policy: Policy,
  hosts: readonly string[],
  terminal: Terminal,
  language: Language,
): Promise<AskedFor> {
  const [{ askingAt, failedQuestions, questionsIn }, { fetchEvidence }] = await Promise.all([
    import('./examine.ts'),
    import('./evidence.ts'),
  ]);
  const { trust, asked } = await fetchEvidence(facts, policy, askingAt(hosts));
  for (const note of failedQuestions(asked, language)) terminal.note(note);
  return { trust, questions: questionsIn(asked) };
}
