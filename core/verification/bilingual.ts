/** Words that a user reads, in both languages. */
export type { Bilingual } from '../../foundation/bilingual.ts';
