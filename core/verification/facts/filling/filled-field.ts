/** What a later revision put into a field of the form. */

/** What a field got. */
export interface FilledField {
  readonly field: string;
  readonly value: string;
  /** Of `core/pdf/numbering`: the printed line with … for the blank, as the one who kept the field read it; may be empty. */
  readonly form: string;
  /** Present where the glyphs of its font are none that can be compared: what they look like is not known. */
  readonly font?: 'unknown';
  /** What it held before; absent for number and date, which are filled once. */
  readonly was?: string;
  /** What a list or a button says for the value (/Opt), where that is another text. */
  readonly shown?: string;
}
