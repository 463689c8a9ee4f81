/** The words above a signature that is made on behalf of somebody: decree 30/2020, article 13 and annex I, II.7. */

/** Ký thay, thừa lệnh, thừa ủy quyền, thay mặt, quyền: for a deputy, by order, by authority, for a body, acting. */
const onBehalfForms = ['KT.', 'TL.', 'TUQ.', 'TM.', 'Q.'] as const;
export type OnBehalfForm = (typeof onBehalfForms)[number];

export interface OnBehalf {
  readonly form: OnBehalfForm;
  /** For whom: what stands behind the form, `GIÁM ĐỐC`. */
  readonly of: string;
}

/** Of a title as printed: its lines below each other, or in one with ` / ` between them. */
export function titleLines(title: string): readonly string[] {
  return title
    .split(/\r?\n| \/ /)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Undefined where the title is the signer's own. The form is known with and without a space behind it. */
export function onBehalfIn(title: string): OnBehalf | undefined {
  for (const line of titleLines(title)) {
    const [, form = '', of = ''] = /^([a-z]+)\s?\.\s*(\S.*)$/i.exec(line.normalize('NFC')) ?? [];
    const known = onBehalfForms.find((one) => one === `${form.toUpperCase()}.`);
    if (known !== undefined) return Object.freeze({ form: known, of });
  }
  return undefined;
}
