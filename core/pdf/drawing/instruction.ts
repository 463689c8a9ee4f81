/** One instruction of a content stream: an operator behind its operands (ISO 32000-1, 7.8.2). */
import type { PdfObject } from '../reading/index.ts';

export interface Instruction {
  /** Of a picture in the content (8.9.7): `BI` without operands where it begins, `EI` with its entries where it ends. */
  readonly operator: string;
  readonly operands: readonly PdfObject[];
}

/** The operator of an instruction that is none: bytes that belong to nothing, or an object without an end. */
export const stray = '';
