/** Words that a user reads, in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly vi: string;
}

export type Language = keyof Bilingual;

/** Shorter to write where words are made. */
export const both = (en: string, vi: string): Bilingual => ({ en, vi });

/** In front of what is said in a second language. */
export const languageNames: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' };
