/** Article 3, terms: definitions, so it has no records. Clause 3 (what a signed e-document is) is applied in qc-15/k1.p1. */
import type { Requirement } from '../record.ts';

export const qc03: readonly Requirement[] = Object.freeze([]);
