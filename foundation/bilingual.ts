/** Words that a user reads, in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly vi: string;
}

export type Language = keyof Bilingual;

/** Shorter to write where words are made. */
export const both = (en: string, vi: string): Bilingual => ({ en, vi });
