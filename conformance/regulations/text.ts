/** A regulation as the suite holds it: title, dates, reviewed table of contents, records and properties. */
import type { AnyProperty } from './property.ts';
import type { Bilingual, Requirement } from './record.ts';

/** A place where the text contradicts itself, points nowhere or is misprinted; readers of a report see it. */
export interface TextDefect {
  /** Unit id; the text as a whole when absent. */
  readonly unit?: string;
  readonly what: Bilingual;
}

/** One unit of the table of contents: an article, clause, point, paragraph, dash or step. */
export interface Unit {
  /** `hai-phong-2025/qc-14` or `hai-phong-2025/qc-14/k1.b`. */
  readonly id: string;
  readonly kind: UnitKind;
  readonly citation: Bilingual;
  /** Why no record hangs on it (a definition, a reference); absent exactly where at least one record does. */
  readonly withoutDuty?: Bilingual;
}

export type UnitKind = 'article' | 'clause' | 'point' | 'paragraph' | 'dash' | 'step';

export interface Chapter {
  /** As numbered in the text: `I`. */
  readonly number: string;
  readonly title: Bilingual;
  /** Article ids in order. */
  readonly articles: readonly string[];
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
  /** SHA-256 (hex) of the plain text that the records were read from, and what it is. */
  readonly source: { readonly sha256: string; readonly note: Bilingual };
  readonly defects: readonly TextDefect[];
  readonly chapters: readonly Chapter[];
  readonly articles: readonly Article[];
  readonly requirements: readonly Requirement[];
  readonly properties: readonly AnyProperty<Bench>[];
}
