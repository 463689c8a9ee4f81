/** Fields of the form that were filled behind a certification: told, since its signer does not vouch for what they hold. */
import { type Detail, detail } from '../details/index.ts';
import type { Facts, FilledField, SignatureFacts } from '../facts/facts.ts';
import { escaped, quoted, quotedWhole } from '../facts/filling/quoted.ts';
import { longestValue } from '../facts/filling/value.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

/** Letters of all names and values together; of the fields behind them, how many. No report grows beyond that, whatever a file holds. */
const mostTold = 1_000_000;
/** Stands between two fields: no name or value holds one, as told. */
const nextField = '\n';

export interface Fillings {
  /** Of what no later signature that passes covers: whoever had the file may have written it. */
  readonly judgement: Judgement | undefined;
  /** A note for what one covers; a warning for each field whose letters are not known. */
  readonly findings: readonly Finding[];
}

/**
 * A value that nobody signed passes as little as it fails: the certification allows that it is there, and says nothing about it. What a
 * signature covers was before its signer's eyes; `passed`: the fields of those that pass, since anybody makes one that does not.
 */
export function fillingsOf(facts: Facts, passed: ReadonlySet<string>): Fillings {
  const rows = rowsOf(facts);
  const last = lastCovered(facts, ({ field }) => passed.has(field));
  const [covered, loose] = [
    rows.filter(({ revision }) => revision <= last),
    rows.filter(({ revision }) => revision > last),
  ];
  const fields = told(loose);
  return {
    judgement:
      loose.length === 0
        ? undefined
        : outcome(
            'INDETERMINATE',
            'SIG_CONSTRAINTS_FAILURE',
            'FORM_FILLED',
            detail('FIELDS_FILLED', { fields }),
          ),
    findings: [
      ...(covered.length === 0
        ? []
        : [finding('FORM_FILLED', 'note', null, detail('FIELDS_FILLED_SIGNED', { fields: told(covered) }))]),
      ...rows
        .filter(({ filled }) => filled.font === 'unknown')
        .map(({ filled }) => {
          const value = toldValue(filled, quoted);
          return finding('FORM_FONT_UNKNOWN', 'warning', filled.field, detail('FIELD_FONT', { value }));
        }),
    ],
  };
}

/**
 * For whoever is about to sign: all that was filled in, since whom the certificates behind it belong to is not asked then.
 * `isPending`: not filled in yet.
 */
export function filledSince(facts: Facts, isPending: (field: string) => boolean): Detail | undefined {
  const rows = rowsOf(facts);
  if (rows.length === 0) return undefined;
  const last = lastCovered(
    facts,
    ({ field, content }) =>
      !isPending(field) && content.kind === 'cms' && content.cms.digestFits && content.cms.signatureFits,
  );
  const isCovered = rows.every(({ revision }) => revision <= last);
  const fields = told(rows);
  return detail(isCovered ? 'FIELDS_FILLED_UNCHECKED' : 'FIELDS_FILLED_UNSIGNED', { fields });
}

function lastCovered({ signatures }: Facts, counts: (signature: SignatureFacts) => boolean): number {
  return Math.max(
    -1,
    ...signatures.map((signature) =>
      signature.kind === 'signature' && signature.coverage.kind === 'revision' && counts(signature)
        ? signature.coverage.revision
        : -1,
    ),
  );
}

interface Row {
  /** The last one that wrote the field. */
  readonly revision: number;
  /** From the certified value to the last one. */
  readonly filled: FilledField;
}

/** One for each field. */
function rowsOf({ changes }: Facts): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { kind, vouched, filled, revision } of changes) {
    if (kind !== 'form-filled' || !vouched || filled === undefined) continue;
    const before = rows.get(filled.field)?.filled.was ?? filled.was;
    const was = before === undefined ? {} : { was: before };
    rows.set(filled.field, { revision, filled: { ...filled, ...was } });
  }
  return [...rows.values()];
}

function told(rows: readonly Row[]): string {
  const named: string[] = [];
  let left = mostTold;
  for (const { filled } of rows) {
    const one = `${escaped(filled.field)}: ${whole(filled.was ?? '')} → ${toldValue(filled, whole)}`;
    left -= one.length;
    if (left < 0) break;
    named.push(one);
  }
  const more = rows.length > named.length ? [`… (+${rows.length - named.length})`] : [];
  return [...named, ...more].join(nextField);
}

/** What is filled in is never longer; what stood there before may be. */
const whole = (text: string): string => quotedWhole(text, longestValue);

/** With what a list or a button shows for it, where that is another text. */
function toldValue({ value, shown }: FilledField, quote: (text: string) => string): string {
  return shown === undefined ? quote(value) : `${quote(value)} (${quote(shown)})`;
}

function finding(
  code: ReasonCode,
  severity: Finding['severity'],
  field: string | null,
  what: Detail,
): Finding {
  return { code, severity, field, detail: what };
}
