/** The frame that congvu's pages share: one file that needs no network, in Vietnamese and English. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bilingual, html, label, type Markup, raw, words } from './markup.ts';

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
const script = readFileSync(join(import.meta.dirname, 'script.js'), 'utf8');
const scriptHash = createHash('sha256').update(script).digest('base64');

export interface FramedPage {
  /** Of the window. */
  readonly title: Bilingual;
  /** What kind of report it is, in the bar at the top, and a line below it. */
  readonly name: Bilingual;
  readonly subtitle: Bilingual;
  /** Of congvu. */
  readonly version: string;
  /** Name of the schema of the data that the page shows. */
  readonly schema: string;
  readonly main: Markup;
}

const controls = {
  toContent: { vi: 'Đến nội dung', en: 'To the content' },
  language: { vi: 'Ngôn ngữ', en: 'Language' },
  print: { vi: 'In', en: 'Print' },
} as const;

/** The whole page. Nothing in it comes from elsewhere, and its policy forbids that anything could. */
export function framedPage({ title, name, subtitle, version, schema, main }: FramedPage): string {
  const page = html`<!doctype html>
<html lang="vi" data-language="vi"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="title-vi" content="${title.vi}"><meta name="title-en" content="${title.en}">
<title>${title.vi}</title><style>${raw(style)}</style></head><body>
<a class="skip" href="#main">${words(controls.toContent)}</a>
<header class="top"><div class="page">${raw(mark)}<div class="name"><strong>${words(name)}</strong><small>${words(subtitle)} · congvu ${version}</small></div>
<div class="tools"><div class="pair" role="group" ${label(controls.language)}><button type="button" data-speak="vi" aria-pressed="true">Tiếng Việt</button><button type="button" data-speak="en" aria-pressed="false">English</button></div><button type="button" data-print>${words(controls.print)}</button></div></div></header>
<main class="page" id="main">
${main}
<footer>congvu ${version} · ${schema}</footer>
</main><script>${raw(script)}</script></body></html>
`;
  return page.markup;
}

/** A document with a signature line and a seal. */
const mark = `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><path d="M8 4h17l7 7v25H8z"/><path d="M25 4v7h7"/><path d="M13 17h14M13 22h9" stroke-linecap="round"/><circle cx="25" cy="29" r="5.500" fill="#9b1b1e" stroke="#f0c766"/><path d="M22.800 29l1.600 1.700 3-3.200" stroke="#f0c766" stroke-width="1.600" stroke-linecap="round"/></svg>`;
