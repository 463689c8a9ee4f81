/** How wide the letters of the fonts are that every reader has (ISO 32000-1, 9.6.2.2), where a font does not say so itself. */

/** Of the letters from the space to the tilde, thousandths of the size, after Adobe's metrics. */
const printable: Readonly<Record<string, string>> = {
  Helvetica: [
    '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556',
    '556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833',
    '722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556',
    '556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334',
    '260 334 584',
  ].join(' '),
  'Helvetica-Bold': [
    '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556',
    '556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833',
    '722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611',
    '556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389',
    '280 389 584',
  ].join(' '),
  'Times-Roman': [
    '250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500',
    '500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889',
    '722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500',
    '444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480',
    '200 480 541',
  ].join(' '),
  'Times-Bold': [
    '250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500',
    '500 500 500 333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944',
    '722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 500 556 444 556',
    '444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394',
    '220 394 520',
  ].join(' '),
  'Times-Italic': [
    '250 333 420 500 500 833 778 214 333 333 500 675 250 333 250 278 500 500 500 500 500 500 500',
    '500 500 500 333 333 675 675 675 500 920 611 611 667 722 611 611 722 722 333 444 667 556 833',
    '667 722 611 722 611 500 556 722 611 833 611 556 556 389 278 389 422 500 333 500 500 444 500',
    '444 278 500 500 278 278 444 278 722 500 500 500 500 389 389 278 500 444 667 444 444 389 400',
    '275 400 541',
  ].join(' '),
  'Times-BoldItalic': [
    '250 389 555 500 500 833 778 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500',
    '500 500 500 333 333 570 570 570 500 832 667 667 667 722 667 667 722 778 389 500 667 611 889',
    '722 722 611 722 667 556 611 722 667 889 667 611 611 333 278 333 570 500 333 500 500 444 500',
    '444 333 500 556 278 278 500 278 778 556 500 500 500 389 389 278 556 444 667 500 444 389 348',
    '220 348 570',
  ].join(' '),
};

/** Of the other letters of WinAnsiEncoding (annex D.2), those that are not as wide as the letter below their mark. */
const otherSigns = '€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—˜™›œŸ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÆÐ×ØÞßæìíîïð÷øþ';
const others: Readonly<Record<string, string>> = {
  Helvetica: [
    '556 222 556 333 1000 556 556 333 1000 333 1000 222 222 333 333 350 556 1000 333 1000 333 944',
    '500 333 556 556 556 556 260 556 333 737 370 556 584 737 333 400 584 333 333 333 556 537 278',
    '333 333 365 556 834 834 834 611 1000 722 584 778 667 611 889 278 278 278 278 556 584 611 556',
  ].join(' '),
  'Helvetica-Bold': [
    '556 278 556 500 1000 556 556 333 1000 333 1000 278 278 500 500 350 556 1000 333 1000 333 944',
    '556 333 556 556 556 556 280 556 333 737 370 556 584 737 333 400 584 333 333 333 611 556 278',
    '333 333 365 556 834 834 834 611 1000 722 584 778 667 611 889 278 278 278 278 611 584 611 611',
  ].join(' '),
  'Times-Roman': [
    '500 333 500 444 1000 500 500 333 1000 333 889 333 333 444 444 350 500 1000 333 980 333 722',
    '500 333 500 500 500 500 200 500 333 760 276 500 564 760 333 400 564 300 300 333 500 453 250',
    '333 300 310 500 750 750 750 444 889 722 564 722 556 500 667 278 278 278 278 500 564 500 500',
  ].join(' '),
  'Times-Bold': [
    '500 333 500 500 1000 500 500 333 1000 333 1000 333 333 500 500 350 500 1000 333 1000 333 722',
    '500 333 500 500 500 500 220 500 333 747 300 500 570 747 333 400 570 300 300 333 556 540 250',
    '333 300 330 500 750 750 750 500 1000 722 570 778 611 556 722 278 278 278 278 500 570 500 556',
  ].join(' '),
  'Times-Italic': [
    '500 333 500 556 889 500 500 333 1000 333 944 333 333 556 556 350 500 889 333 980 333 667 444',
    '389 500 500 500 500 275 500 333 760 276 500 675 760 333 400 675 300 300 333 500 523 250 333',
    '300 310 500 750 750 750 500 889 722 675 722 611 500 667 278 278 278 278 500 675 500 500',
  ].join(' '),
  'Times-BoldItalic': [
    '500 333 500 500 1000 500 500 333 1000 333 944 333 333 500 500 350 500 1000 333 1000 333 722',
    '444 389 500 500 500 500 220 500 333 747 266 500 606 747 333 400 570 300 300 333 576 500 250',
    '333 300 300 500 750 750 750 500 944 722 570 722 611 500 722 278 278 278 278 500 570 500 500',
  ].join(' '),
};

/** Names by which readers know them, or draw them in one of the same widths. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^(Helvetica|Arial)(MT)?(-Oblique|[-,]Italic(MT)?)?$/, 'Helvetica'],
  [/^(Helvetica|Arial)[-,]Bold(Oblique|Italic)?(MT)?$/, 'Helvetica-Bold'],
  [/^(Times-Roman|TimesNewRoman(PS)?(MT)?)$/, 'Times-Roman'],
  [/^(Times-Bold|TimesNewRoman(PS)?[-,]Bold(MT)?)$/, 'Times-Bold'],
  [/^(Times-Italic|TimesNewRoman(PS)?[-,]Italic(MT)?)$/, 'Times-Italic'],
  [/^(Times-BoldItalic|TimesNewRoman(PS)?[-,]BoldItalic(MT)?)$/, 'Times-BoldItalic'],
  [
    /^(Courier|CourierNew(PSMT)?|CourierNewPS)([-,](Bold|Oblique|Italic|BoldOblique|BoldItalic)(MT)?)?$/,
    'Courier',
  ],
];
const widthOfCourier = 600;

/**
 * How wide a letter is in the standard font of this name, thousandths of the size: undefined for one that WinAnsiEncoding does not have.
 * Undefined for a font that is none of them, Symbol and ZapfDingbats included.
 */
export function standardWidths(name: string): ((letter: string) => number | undefined) | undefined {
  const family = families.find(([names]) => names.test(name))?.[1];
  if (family === undefined) return undefined;
  if (family === 'Courier') return (letter) => (isKnown(letter) ? widthOfCourier : undefined);
  const plain = numbers(printable[family]);
  const signs = new Map([...otherSigns].map((sign, index) => [sign, numbers(others[family])[index]]));
  return (letter) =>
    isKnown(letter)
      ? (signs.get(letter) ?? plain[(letter.normalize('NFD').codePointAt(0) ?? 0) - firstPrintable])
      : undefined;
}

const firstPrintable = 0x20;
const known = new Set(
  new TextDecoder('windows-1252').decode(
    Uint8Array.from({ length: 224 }, (_, code) => code + firstPrintable),
  ),
);

function isKnown(letter: string): boolean {
  return known.has(letter) && !/\p{Cc}/u.test(letter);
}

function numbers(row = ''): readonly number[] {
  return row.split(' ').map(Number);
}
