/** The articles that an audit can say something about: those of a regulation, and of the national texts beside it. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import type { Citation } from '../policy/citation.ts';
import type { DocumentRole, RegulationId } from '../policy/policy.ts';
import { regimeOf } from '../policy/regime.ts';
import type { Doubt } from '../policy/regulation.ts';
import type { ReasonCode } from '../reasons.ts';

export interface AuditedArticle {
  /** `hai-phong-2025/15.1.b`: stable, for machines. */
  readonly id: string;
  readonly citation: Citation;
  /** What of it can be seen in a file, in our own words. */
  readonly about: Bilingual;
  readonly reasons: readonly ReasonCode[];
  /** What is not sure about our reading of it; `from`: for documents from that day on. Absent: nothing that is known. */
  readonly doubts?: readonly Doubt[];
}

/** Text by text, the regulation first. Which are in force is a matter of each document's day. */
export function auditedArticles(regulation: RegulationId, role: DocumentRole): readonly AuditedArticle[] {
  // The articles are those of any day; by the last one every doubt has begun.
  const anyDay = { day: '9999-12-31' };
  return regimeOf(regulation, role, anyDay).articles.map(({ id, place, about, reasons, doubts }) =>
    Object.freeze({ id, citation: place, about, reasons, ...(doubts.length === 0 ? {} : { doubts }) }),
  );
}
