/** HTML as a value of its own: whatever is put into a template is escaped unless it is markup already. */

/** The same in Vietnamese and English. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

export interface Markup {
  readonly markup: string;
}

type Piece = Markup | string | number | undefined | false | readonly Piece[];

/** html`<p>${text}</p>`: texts are escaped, markup and lists of it are not, false and undefined vanish. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const text = strings.map((part, index) => part + rendered(pieces[index])).join('');
  return { markup: text };
}

/** Both languages; the page shows one of them. */
export function words({ vi, en }: Bilingual): Markup {
  if (vi === en) return html`${en}`;
  return html`<span lang="vi">${vi}</span><span lang="en">${en}</span>`;
}

/** The name of a control for those who do not see it; the script puts in the language that is shown. */
export function label({ vi, en }: Bilingual): Markup {
  return html`aria-label="${vi}" data-label-vi="${vi}" data-label-en="${en}"`;
}

const hanoi = 7 * 3_600_000;

/** An ISO date or UTC time as each language writes it; times in Vietnamese time. */
export function moment(iso: string): Markup {
  const local = iso.includes('T') ? new Date(Date.parse(iso) + hanoi).toISOString() : iso;
  const [date = '', time] = local.replace(/\.\d+Z$/, '').split('T');
  const rest = time === undefined ? '' : ` ${time} (+07:00)`;
  return words({ vi: `${date.split('-').reverse().join('/')}${rest}`, en: `${date}${rest}` });
}

/** Trusted text that is markup: this folder's own style, script and drawings. */
export function raw(markup: string): Markup {
  return { markup };
}

function rendered(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  if ('markup' in piece) return piece.markup;
  return piece.map(rendered).join('');
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
