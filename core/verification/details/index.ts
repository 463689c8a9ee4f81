/** The one table of details: every code with its sentence in both languages. */

import type { Bilingual } from '../../../foundation/bilingual.ts';
import { accessDetails } from './access.ts';
import type { AdvisedRow, DetailValues } from './detail.ts';
import { documentDetails } from './document.ts';
import { changeDetails, fileDetails } from './file.ts';
import { liveDetails } from './live.ts';
import { pathDetails } from './path.ts';
import { readerDetails } from './reader.ts';
import { signatureDetails } from './signature.ts';
import { unusableDetails } from './unusable.ts';

export const details = Object.freeze({
  ...signatureDetails,
  ...pathDetails,
  ...unusableDetails,
  ...fileDetails,
  ...documentDetails,
  ...liveDetails,
  ...changeDetails,
  ...readerDetails,
  ...accessDetails,
});

export type DetailCode = keyof typeof details;

export interface Detail {
  readonly code: DetailCode;
  readonly values: DetailValues;
  /** The signature field concerned, in the verdict on a file. */
  readonly field?: string;
}

export function detail(code: DetailCode, values: DetailValues = {}): Detail {
  return Object.freeze({ code, values: Object.freeze(values) });
}

/** What to do where just this is the matter; undefined where the reason's own next step says it. */
export function adviceOn({ code }: Detail): Bilingual | undefined {
  const row: Bilingual | AdvisedRow = details[code];
  return 'next' in row ? row.next : undefined;
}
