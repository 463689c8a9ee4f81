/** Number and date that were put into the document between its signatures. */
import { numberingOf as meaning, type Numbering, numberingPart } from '../../pdf/numbering/index.ts';
import { type Detail, detail } from '../details/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { ReasonCode } from '../reasons.ts';
import { vietnameseTime } from '../report/time.ts';
import type { Finding, SignatureReport } from '../report.ts';

/** Of the changes that were vouched for; undefined when there is none, or when another one makes them doubtful. */
export function numberingOf(facts: Facts): Numbering | undefined {
  if (facts.changes.some(({ kind }) => kind.startsWith('number-'))) return undefined;
  const values = facts.changes.flatMap(({ kind, filled }) => {
    const part = filled && numberingPart(filled.field);
    return kind !== 'document-number' || filled === undefined || part === undefined
      ? []
      : [{ part, value: filled.value, form: filled.form }];
  });
  return values.length === 0 ? undefined : meaning(values);
}

/** `people`: the signatures in the order in which they were made, time stamps left out. */
export function numberingFindings(facts: Facts, people: readonly SignatureReport[]): Finding[] {
  const { changes, signatures, emptyNumbers = [], printedNumber, printedDate } = facts;
  const warning = (code: ReasonCode, field: string | null, what: Detail | null): Finding => ({
    code,
    severity: 'warning',
    field,
    detail: what,
  });
  const found: Finding[] = [];
  // Until somebody signs again, whoever has the file could give it another number.
  const last = Math.max(
    ...signatures.map(({ coverage }) => (coverage.kind === 'revision' ? coverage.revision : -1)),
  );
  const loose = changes.find(({ kind, revision }) => kind === 'document-number' && revision > last);
  if (loose !== undefined) found.push(warning('NUMBER_UNSIGNED', loose.filled?.field ?? null, null));
  for (const { kind, filled } of changes) {
    if (kind !== 'document-number' || filled?.font !== 'unknown') continue;
    const { field, value } = filled;
    found.push(warning('NUMBER_FONT_UNKNOWN', field, detail('NUMBER_FONT', { value })));
  }
  const isSealed = people.some(({ signer }) => signer.kind === 'agency');
  const [empty] = emptyNumbers;
  if (isSealed && empty !== undefined) {
    found.push(warning('NUMBER_EMPTY', empty, detail('FIELDS_EMPTY', { fields: emptyNumbers.join(', ') })));
  }
  const numbering = numberingOf(facts);
  if (numbering !== undefined && printedNumber !== undefined) {
    const values = { printed: printedNumber, filled: numbering.number ?? '' };
    found.push(warning('NUMBER_TWICE', null, detail('NUMBER_PRINTED', values)));
  }
  if (numbering !== undefined && printedDate !== undefined) {
    const values = { printed: printedDate, filled: numbering.date ?? '' };
    found.push(warning('DATE_TWICE', null, detail('DATE_PRINTED', values)));
  }
  const { time = null } = people.find(({ signer }) => signer.kind === 'person')?.signingTime ?? {};
  const date = numbering?.date ?? undefined;
  if (date === undefined || time === null) return found;
  const day = vietnameseTime(time).slice(0, 10);
  if (date < day)
    found.push(warning('NUMBER_DATE_EARLY', null, detail('DATE_BEFORE_SIGNING', { date, day })));
  return found;
}
