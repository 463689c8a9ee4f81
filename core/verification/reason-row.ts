/** The shape of a reason: what it says, what to do, which articles it bears on. */

/** An article of a text; `clause` and `point` as the text numbers them. */
export interface Citation {
  readonly text: 'hai-phong-2025' | 'nd68-2024' | 'law20-2023';
  readonly article: number;
  readonly clause?: number;
  readonly point?: string;
}

export interface Bilingual {
  readonly en: string;
  readonly vi: string;
}

export interface ReasonRow {
  readonly sentence: Bilingual;
  /** What the one who received the document does next. */
  readonly next: Bilingual;
  /** What an INDETERMINATE verdict for this reason means for whoever receives the file; TOTAL-FAILED is refused always. */
  readonly undetermined: 'refused-invalid' | 'refused-incomplete' | 'unsettled';
  readonly articles: readonly Citation[];
}
