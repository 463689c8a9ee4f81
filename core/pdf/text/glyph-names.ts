/** What the names of glyphs mean (ISO 32000-1, annex D.1, and the Adobe Glyph List): those that every reader takes alike. */

const named: ReadonlyMap<string, string> = new Map(
  [
    'exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle \' parenleft ( parenright )',
    'asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7',
    'eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \\',
    'bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡',
    'cent ¢ sterling £ currency ¤ yen ¥ brokenbar ¦ section § dieresis ¨ copyright © ordfeminine ª',
    'guillemotleft « logicalnot ¬ registered ® macron ¯ degree ° plusminus ± acute ´ mu µ paragraph ¶',
    'periodcentered · cedilla ¸ ordmasculine º guillemotright » questiondown ¿ AE Æ Eth Ð multiply × Oslash Ø',
    'Thorn Þ germandbls ß ae æ eth ð divide ÷ oslash ø thorn þ Dcroat Đ dcroat đ dotlessi ı Lslash Ł lslash ł',
    'OE Œ oe œ florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜ hungarumlaut ˝',
    'endash – emdash — quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „',
    'dagger † daggerdbl ‡ bullet • ellipsis … perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro €',
    'trademark ™ minus − fi ﬁ fl ﬂ ff ﬀ ffi ﬃ ffl ﬄ onesuperior ¹ twosuperior ² threesuperior ³ onequarter ¼',
    'onehalf ½ threequarters ¾ Scommaaccent Ș scommaaccent ș',
  ]
    .join(' ')
    .split(' ')
    .flatMap((word, index, all) => (index % 2 === 0 ? [[word, all[index + 1] ?? ''] as const] : [])),
);

/** Of letters that bear one or two. */
const marks: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circumflex: '\u0302',
  tilde: '\u0303',
  macron: '\u0304',
  breve: '\u0306',
  dotaccent: '\u0307',
  dieresis: '\u0308',
  hookabove: '\u0309',
  ring: '\u030a',
  hungarumlaut: '\u030b',
  caron: '\u030c',
  horn: '\u031b',
  dotbelow: '\u0323',
  cedilla: '\u0327',
  commaaccent: '\u0327',
  ogonek: '\u0328',
};
const someMarks = Object.keys(marks).join('|');
const marked = new RegExp(`^([A-Za-z])((?:${someMarks}){1,2})$`);

/** Undefined for a name that is not known here. */
export function meaningOfGlyph(name: string): string | undefined {
  if (/^[A-Za-z]$/.test(name)) return name;
  if (name === 'space') return ' ';
  const known = named.get(name);
  if (known !== undefined) return known;
  const [, unit] = /^uni((?!D[89A-F])[0-9A-F]{4})$/.exec(name) ?? [];
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16)).normalize('NFC');
  const [, letter = '', behind = ''] = marked.exec(name) ?? [];
  if (letter === '') return undefined;
  const text = behind.replace(new RegExp(someMarks, 'g'), (mark) => marks[mark] ?? '');
  const whole = `${letter}${text}`.normalize('NFC');
  return whole.length === 1 ? whole : undefined;
}
