/** Article 6, the government CA and its delegate: appointments and addresses, so it has no records. */
import type { Requirement } from '../record.ts';

export const qc06: readonly Requirement[] = Object.freeze([]);
