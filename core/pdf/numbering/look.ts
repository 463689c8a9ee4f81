/** How a filled field is drawn: one line of text in one font, nothing else, so that a verifier can read it back. */

export interface FieldLook {
  /** Points. */
  readonly size: number;
  /** Where the line begins, seen from the lower left corner of the field. */
  readonly x: number;
  readonly y: number;
  /** Hexadecimal, four digits a glyph. */
  readonly codes: string;
}

/** The content stream of an appearance (ISO 32000-1, 12.7.3.3); the font is called /F1. */
export function drawnLook({ size, x, y, codes }: FieldLook): string {
  const at = `${x.toFixed(3)} ${y.toFixed(3)} Td`;
  return ['/Tx BMC', 'q', 'BT', '0 g', `/F1 ${size} Tf`, at, `<${codes}> Tj`, 'ET', 'Q', 'EMC'].join('\n');
}

const number = '(\\d{1,4}(?:\\.\\d{1,4})?)';
const words = [
  '/Tx BMC q BT 0 g',
  `/F1 ${number} Tf`,
  `${number} ${number} Td`,
  '<((?:[0-9A-Fa-f]{4}){1,80})> Tj',
  'ET Q EMC',
].join(' ');
const drawing = new RegExp(`^\\s*${words.replaceAll(' ', '\\s+')}\\s*$`);

/** Undefined for every other drawing: a fill, a picture, a second text could hide or add something. */
export function readLook(content: Uint8Array): FieldLook | undefined {
  const found = content.length > 1024 ? null : drawing.exec(Buffer.from(content).toString('latin1'));
  if (found === null) return undefined;
  const [, size, x, y, codes = ''] = found;
  return { size: Number(size), x: Number(x), y: Number(y), codes: codes.toUpperCase() };
}
