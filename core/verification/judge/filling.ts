/** Fields of the form that were filled behind a certification: told, since its signer does not vouch for what they hold. */
import { type Detail, detail } from '../details/index.ts';
import type { ChangeFacts, Facts, FilledField } from '../facts/facts.ts';
import { escaped, quoted } from '../facts/quoted.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding } from '../report.ts';

/** Fields that are told by name and value; of more, how many. */
const mostTold = 50;

/** A warning for what no later signature covers, a note for the rest; a warning for each field whose letters are not known. */
export function fillingFindings({ changes, signatures }: Facts): Finding[] {
  const fillings = changes.filter(({ kind, vouched }) => kind === 'form-filled' && vouched);
  if (fillings.length === 0) return [];
  const last = Math.max(
    ...signatures.map(({ kind, coverage }) =>
      kind === 'signature' && coverage.kind === 'revision' ? coverage.revision : -1,
    ),
  );
  const [covered, loose] = [
    fillings.filter(({ revision }) => revision <= last),
    fillings.filter(({ revision }) => revision > last),
  ];
  return [
    ...told(loose, 'warning', (fields) => detail('FIELDS_FILLED', { fields })),
    ...told(covered, 'note', (fields) => detail('FIELDS_FILLED_SIGNED', { fields })),
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
  ];
}

function told(
  changes: readonly ChangeFacts[],
  severity: 'warning' | 'note',
  what: (fields: string) => Detail,
): Finding[] {
  if (changes.length === 0) return [];
  const rows = changes
    .slice(0, mostTold)
    .flatMap(({ filled }) =>
      filled === undefined
        ? []
        : [`${escaped(filled.field)}: ${quoted(filled.was ?? '')} → ${toldValue(filled)}`],
    );
  const more = changes.length > mostTold ? [`… (+${changes.length - mostTold})`] : [];
  return [finding('FORM_FILLED', severity, null, what([...rows, ...more].join(', ')))];
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
