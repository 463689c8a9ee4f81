/** Fields of the form that were filled behind a certification: told, since its signer does not vouch for what they hold. */
import { type Detail, detail } from '../details/index.ts';
import type { ChangeFacts, Facts, FilledField } from '../facts/facts.ts';
import { escaped, quoted } from '../facts/filling/quoted.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

/** Fields that are told by name and value; of more, how many. */
const mostTold = 50;

export interface Fillings {
  /** Of what no later signature covers: whoever had the file may have written it. */
  readonly judgement: Judgement | undefined;
  /** A note for what one covers; a warning for each field whose letters are not known. */
  readonly findings: readonly Finding[];
}

/**
 * A value that nobody signed passes as little as it fails: the certification allows that it is there, and says nothing about it. What a
 * signature covers was before its signer's eyes.
 */
export function fillingsOf({ changes, signatures }: Facts): Fillings {
  const fillings = changes.filter(({ kind, vouched }) => kind === 'form-filled' && vouched);
  if (fillings.length === 0) return { judgement: undefined, findings: [] };
  const last = Math.max(
    ...signatures.map(({ kind, coverage }) =>
      kind === 'signature' && coverage.kind === 'revision' ? coverage.revision : -1,
    ),
  );
  const [covered, loose] = [
    fillings.filter(({ revision }) => revision <= last),
    fillings.filter(({ revision }) => revision > last),
  ];
  return {
    judgement:
      loose.length === 0
        ? undefined
        : outcome(
            'INDETERMINATE',
            'SIG_CONSTRAINTS_FAILURE',
            'FORM_FILLED',
            detail('FIELDS_FILLED', { fields: told(loose) }),
          ),
    findings: [
      ...(covered.length === 0
        ? []
        : [finding('FORM_FILLED', 'note', null, detail('FIELDS_FILLED_SIGNED', { fields: told(covered) }))]),
      ...fillings.flatMap(({ filled }): Finding[] =>
        filled?.font === 'unknown'
          ? [
              finding(
                'FORM_FONT_UNKNOWN',
                'warning',
                filled.field,
                detail('FIELD_FONT', { value: toldValue(filled) }),
              ),
            ]
          : [],
      ),
    ],
  };
}

function told(changes: readonly ChangeFacts[]): string {
  const rows = changes
    .slice(0, mostTold)
    .flatMap(({ filled }) =>
      filled === undefined
        ? []
        : [`${escaped(filled.field)}: ${quoted(filled.was ?? '')} → ${toldValue(filled)}`],
    );
  const more = changes.length > mostTold ? [`… (+${changes.length - mostTold})`] : [];
  return [...rows, ...more].join(', ');
}

/** With what a list or a button shows for it, where that is another text. */
function toldValue({ value, shown }: FilledField): string {
  return shown === undefined ? quoted(value) : `${quoted(value)} (${quoted(shown)})`;
}

function finding(
  code: ReasonCode,
  severity: Finding['severity'],
  field: string | null,
  what: Detail,
): Finding {
  return { code, severity, field, detail: what };
}
