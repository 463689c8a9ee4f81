/** A PDF verified with what its first page says, where a reader of pages is given. */
import { CongvuError } from '../../../foundation/error.ts';
import { collectFacts } from '../facts/collect.ts';
import { judge } from '../judge/document.ts';
import { factsWithContents } from '../live/contents.ts';
import { paperExtentFor } from '../paper/collect.ts';
import type { Policy } from '../policy/policy.ts';
import { type Examination, unreadableReport } from '../verify.ts';
import type { PageReader } from './reader.ts';

/** What our own reader refuses is not given to the other one. */
export async function examineReading(
  pdf: Uint8Array,
  policy: Policy,
  pages: PageReader | undefined,
): Promise<Examination> {
  try {
    const facts = collectFacts(pdf, undefined, paperExtentFor(policy.as, pages !== undefined));
    if (pages === undefined) return { report: judge(facts, policy) };
    return { report: judge(factsWithContents(facts, pdf), policy, await pages.read(pdf, facts.signatures)) };
  } catch (error) {
    if (!(error instanceof CongvuError) || !error.code.startsWith('PDF_')) throw error;
    return { report: unreadableReport(error, policy), unreadable: error };
  }
}
