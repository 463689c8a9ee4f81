/** The text of a signature without a picture: form of copy, agency, number and time, in their order (decree 30/2020, annex I). */
import { type Detail, detail } from '../details/index.ts';
import { textReason } from '../policy/regime.ts';
import type { TextPart, TextRule } from '../policy/regulation.ts';
import type { ReasonCode } from '../reasons.ts';
import type { SignatureReport } from '../report.ts';
import { foldedName } from './agency-name.ts';

export interface TextFault {
  readonly code: ReasonCode;
  readonly what: Detail;
}

/** As folded names. Decree 30/2020, article 25; before it, decree 110/2004 had a longer name, which begins alike. */
const copyForm = new RegExp(
  `(?<!\\p{L})(?:${['sao y', 'sao lục', 'trích sao'].map(foldedName).join('|')})(?!\\p{L})`,
  'u',
);
/** Date, hours, minutes, seconds, zone of Vietnam (ISO 8601). */
const time = /(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}:\d{2}) ?\+07:?00/;
/** A number with its notation: 128/SKTS-HCTH, 12/2026/QĐ-UBND. */
const number = /\d+[a-zđ]? ?\/ ?[\p{L}\d]/u;
/** Whether a text holds a number with its notation, as verification looks for one. */
export function showsNumber(text: string): boolean {
  return number.test(foldedName(text));
}

/** The clock that draws the text and the one that signs are read one after the other. */
const mostApart = 5 * 60_000;

/** `lines` from the top down. Lines of a long name are read together. */
export function faultsOfText(
  rule: TextRule,
  lines: readonly string[],
  { signer, signingTime }: Pick<SignatureReport, 'signer' | 'signingTime'>,
): TextFault[] {
  const shown = lines.join(' ');
  const at = placesOf(foldedName(shown), foldedName(signer.name));
  const faults = rule.parts.flatMap((part): TextFault[] => {
    if (at[part] !== undefined) return [];
    const named = part === 'agency' ? { wanted: signer.name, shown } : { shown };
    return [{ code: textReason[part], what: detail(part === 'agency' ? 'SHOWN_WANTED' : 'SHOWN', named) }];
  });
  const places = rule.parts.flatMap((part) => at[part] ?? []);
  if (places.some((place, index) => place < (places[index - 1] ?? 0))) {
    faults.push({ code: 'SHOWN_ORDER_WRONG', what: detail('SHOWN', { shown }) });
  }
  return rule.parts.includes('time') ? [...faults, ...timeFaults(shown, signingTime)] : faults;
}

/** Where each part begins. */
function placesOf(shown: string, agency: string): Readonly<Record<TextPart, number | undefined>> {
  const agencyAt = agency === '' ? -1 : shown.indexOf(agency);
  return {
    'copy-form': copyForm.exec(shown)?.index,
    agency: agencyAt < 0 ? undefined : agencyAt,
    number: number.exec(shown)?.index,
    time: time.exec(shown)?.index,
  };
}

/** A time that is proven may lie behind the signing: then only a later one that is shown is wrong. */
function timeFaults(shown: string, { time: signed, source }: SignatureReport['signingTime']): TextFault[] {
  const [, day, clock] = time.exec(foldedName(shown)) ?? [];
  const stated = new Date(`${day}T${clock}+07:00`);
  if (day === undefined || signed === null || Number.isNaN(stated.getTime())) return [];
  const ahead = stated.getTime() - new Date(signed).getTime();
  if ((source === 'claimed' ? Math.abs(ahead) : ahead) <= mostApart) return [];
  const what = detail('SHOWN_TIME', { shown: stated.toISOString(), claimed: signed });
  return [{ code: 'TIME_SHOWN_DIFFERS', what }];
}
