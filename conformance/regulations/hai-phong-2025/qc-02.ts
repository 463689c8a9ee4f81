/** Article 2, who is bound: a list of addressees whose duties stand elsewhere, so it has no records. */
import type { Requirement } from '../record.ts';

export const qc02: readonly Requirement[] = Object.freeze([]);
