/** Article 1, scope: it asks nothing of anybody (contents.ts says so at its paragraph), so it has no records. */
import type { Requirement } from '../record.ts';

export const qc01: readonly Requirement[] = Object.freeze([]);
