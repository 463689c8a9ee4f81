/** One row of the page: what the article asks, what became of it, and how to look into it. */

import { html, type Markup, moment, words } from '../../../foundation/page/markup.ts';
import type { Borrowed, Failure, Row } from '../../runner/row.ts';
import { inLanguage } from '../language.ts';
import { readableJson } from './data.ts';
import { actorWords, capabilityWords, levelWords, text, verdictMeanings, verdictWords } from './wording.ts';

/** `open`: shown unfolded. `linked`: carries the requirement's id as its anchor. */
export function rowMarkup(row: Row, options: { readonly open: boolean; readonly linked: boolean }): Markup {
  return html`<details class="row v-${row.verdict}" data-verdict="${row.verdict}"${options.linked && html` id="${row.requirement}"`}${options.open && html` open`}>
<summary><div><div class="what">${words(row.asks)}</div><div class="id">${source(row)} · ${row.requirement}</div></div>${badge(row)}</summary>
<div class="inside">
<div class="meta">${meta(row)}</div>
<dl class="story">${story(row)}</dl>
</div></details>`;
}

export function badge(row: Row): Markup {
  return html`<span class="badge${row.blocking && ' strong'}">${words(verdictWords[row.verdict])}</span>`;
}

function meta(row: Row): readonly Markup[] {
  const { cases } = row;
  return [
    html`<span>${words(text.level)}: <b>${words(levelWords[row.level])}</b></span>`,
    html`<span>${words(text.actor)}: <b>${words(actorWords[row.actor])}</b></span>`,
    html`<span>${words(text.capability)}: <b>${words(capabilityWords[row.capability])}</b></span>`,
    ...(cases && row.verdict === 'pass'
      ? [
          html`<span><b>${cases.passed}</b> ${words(text.casesPassed)}${notApplicable(cases.notApplicable)}</span>`,
        ]
      : []),
  ];
}

function notApplicable(count: number): Markup | undefined {
  return count === 0 ? undefined : html`, <b>${count}</b> ${words(text.casesNotApplicable)}`;
}

function story(row: Row): readonly (Markup | undefined)[] {
  const { failure, attestation, evidence } = row;
  return [
    item(text.why, row.detail ? words(row.detail) : words(verdictMeanings[row.verdict])),
    failure && item(text.sent, data(failure.sent)),
    failure && compared(failure),
    row.reason === undefined
      ? undefined
      : html`<dt>${words(text.reason)}</dt><dd class="reason"><code>${row.reason}</code></dd>`,
    row.technical === undefined ? undefined : item(text.technical, data(row.technical)),
    failure && item(text.counterexample, data(failure.counterexample)),
    attestation &&
      item(
        text.attestedBy,
        html`${attestation.person.name}, ${attestation.person.role} — ${attestation.document.title}${attestation.document.reference && ` (${attestation.document.reference})`}, ${moment(attestation.date)}`,
      ),
    item(text.levelReason, words(row.levelReason)),
    row.borrows && item(text.borrows, html`${row.borrows.map(borrowed)}`),
    row.doubts && item(text.doubts, html`${row.doubts.map((doubt) => html`<div>${words(doubt)}</div>`)}`),
    evidence &&
      item(
        text.evidence,
        html`<span class="links">${evidence.files.map((file) => html`<a href="${href(evidence.folder, file)}">${file}</a>`)}</span>`,
      ),
    row.replay === undefined ? undefined : item(text.replay, command(row.replay)),
  ];
}

function borrowed({ citation, textKnown, note }: Borrowed): Markup {
  return html`<div>${words(citation)}${!textKnown && html` (${words(text.textUnknown)})`}${note && html`: ${words(note)}`}</div>`;
}

/** Where the duty comes from in one line: its own place, and the places that it borrows. */
function source(row: Row): Markup {
  const { borrows = [] } = row;
  const list = borrows.map(
    ({ citation, textKnown }, index) =>
      html`${index > 0 && '; '}${words(citation)}${!textKnown && html` (${words(text.textUnknown)})`}`,
  );
  return html`<span class="cite">${words(row.citation)}${list.length > 0 && html`, ${words(text.referringTo)} ${list}`}</span>`;
}

/** Expected and seen side by side where there is room. */
function compared({ expected, seen }: Failure): Markup {
  return html`<div class="compare"><div><dt>${words(text.expected)}</dt><dd class="expected">${data(expected, 48)}</dd></div><div><dt>${words(text.seen)}</dt><dd class="seen">${data(seen, 48)}</dd></div></div>`;
}

function item(label: { readonly vi: string; readonly en: string }, value: Markup): Markup {
  return html`<dt>${words(label)}</dt><dd>${value}</dd>`;
}

function data(value: unknown, width?: number): Markup {
  const shown = (language: 'vi' | 'en') => {
    const said = inLanguage(value, language);
    return typeof said === 'string' ? said : readableJson(said, width);
  };
  return html`<pre>${words({ vi: shown('vi'), en: shown('en') })}</pre>`;
}

/** A command line with a button that copies it. */
export function command(line: string): Markup {
  return html`<div class="command"><pre>${line}</pre><button type="button" data-copy hidden>${words(text.copy)}</button></div>`;
}

function href(folder: string, file: string): string {
  return [...folder.split('/'), file].map(encodeURIComponent).join('/');
}
