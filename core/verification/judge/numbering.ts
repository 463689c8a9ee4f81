/** Number and date that were put into the document between its signatures. */
import { numberingOf as meaning, type Numbering, numberingPart } from '../../pdf/numbering/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { Finding } from '../report.ts';

/** Of the changes that were vouched for; undefined when there is none, or when another one makes them doubtful. */
export function numberingOf(facts: Facts): Numbering | undefined {
  if (facts.changes.some(({ kind }) => kind.startsWith('number-'))) return undefined;
  const values = facts.changes.flatMap(({ filled }) => {
    const part = filled && numberingPart(filled.field);
    return filled === undefined || part === undefined
      ? []
      : [{ part, value: filled.value, form: filled.form }];
  });
  return values.length === 0 ? undefined : meaning(values);
}

/** Until somebody signs again, whoever has the file could give it another number. */
export function numberingFindings({ changes, signatures }: Facts): Finding[] {
  const last = Math.max(
    ...signatures.map(({ coverage }) => (coverage.kind === 'revision' ? coverage.revision : -1)),
  );
  const loose = changes.find(({ kind, revision }) => kind === 'document-number' && revision > last);
  if (loose === undefined) return [];
  return [{ code: 'NUMBER_UNSIGNED', severity: 'warning', field: loose.filled?.field ?? null, detail: null }];
}
