/** Words that a user reads, in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly vi: string;
}

export type Language = keyof Bilingual;
