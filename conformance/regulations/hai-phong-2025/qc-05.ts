/** Article 5, legal value: two references to rules on effect, so it has no records; their conditions are asked in article 15. */
import type { Requirement } from '../record.ts';

export const qc05: readonly Requirement[] = Object.freeze([]);
