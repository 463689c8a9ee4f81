/** Whether two names are those of one agency. */

/** Words that pages shorten. */
const short: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})ubnd(?!\p{L})/gu, 'ủy ban nhân dân'],
  [/(?<!\p{L})hđnd(?!\p{L})/gu, 'hội đồng nhân dân'],
  [/(?<!\p{L})tp(?:\.|(?!\p{L}))/gu, 'thành phố '],
];

const kept = new Map<string, string>();
const mostKept = 2000;

/**
 * Letters composed (NFC), case and white space told alike, usual abbreviations written out, and the tone mark of a
 * syllable wherever it is put: `UỶ BAN`, `ủy ban` and `Ủy  ban` are one.
 */
export function foldedName(name: string): string {
  const known = kept.get(name);
  if (known !== undefined) return known;
  let folded = name.normalize('NFC').toLocaleLowerCase('vi').normalize('NFC');
  for (const [shortened, whole] of short) folded = folded.replace(shortened, whole);
  folded = folded
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\p{L}+/gu, toneLast);
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, folded);
  return folded;
}

/** Grave, acute, tilde, hook above, dot below: at the end of the syllable. */
function toneLast(syllable: string): string {
  const letters = syllable.normalize('NFD');
  const tones = letters.match(/[\u0300\u0301\u0303\u0309\u0323]/g);
  return tones === null
    ? syllable
    : letters.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC') + tones.join('');
}

export function sameAgency(one: string, other: string): boolean {
  return one === other || foldedName(one) === foldedName(other);
}

/**
 * Whether the lines at the head of a page name that agency as the one that issues: their end is its name, or the
 * beginning of it that a line above completes (`UBND THÀNH PHỐ MINH HỌA`, `SỞ Y TẾ`: Sở Y tế thành phố Minh Họa).
 */
export function headNames(lines: readonly string[], agency: string): boolean {
  const name = foldedName(agency);
  const words = lines.map(foldedName);
  return words.some((_, index) => {
    const issuer = words.slice(index).join(' ');
    if (name === issuer) return true;
    if (!name.startsWith(`${issuer} `)) return false;
    return ` ${words.slice(0, index).join(' ')}`.endsWith(name.slice(issuer.length));
  });
}
