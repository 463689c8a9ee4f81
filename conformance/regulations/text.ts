/** A regulation as the suite holds it: title, dates, reviewed table of contents, records and properties. */
import type { AnyProperty } from './property.ts';
import type { Bilingual, Requirement } from './record.ts';

/** One unit of the table of contents: an article, clause, point, paragraph, dash or step. */
export interface Unit {
  /** `hai-phong-2025/qc-14` or `hai-phong-2025/qc-14/k1.b`. */
  readonly id: string;
  readonly kind: 'article' | 'clause' | 'point' | 'paragraph' | 'dash' | 'step';
  readonly citation: Bilingual;
  /** Why no record hangs on it (a definition, a reference), where none does. */
  readonly withoutDuty?: Bilingual;
}

export interface Article {
  /** `hai-phong-2025/qc-14`. */
  readonly id: string;
  readonly citation: Bilingual;
  readonly title: Bilingual;
  /** Every unit below it, in the order of the text; the article itself first. */
  readonly units: readonly Unit[];
}

export interface RegulationText<Bench> {
  readonly id: string;
  readonly title: Bilingual;
  readonly status: 'draft' | 'in-force' | 'replaced';
  /** ISO dates. `from` absent: not in force yet, the records' own dates decide. */
  readonly dates: { readonly issued?: string; readonly from?: string; readonly to?: string };
  readonly articles: readonly Article[];
  readonly requirements: readonly Requirement[];
  readonly properties: readonly AnyProperty<Bench>[];
}
