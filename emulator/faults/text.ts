/** Faults as people read them on a terminal. */
import type { CatalogueEntry } from './catalogue.ts';
import type { ArmedView, FaultsView, HeldView } from './views.ts';

export function armedText({ name, seed, token, rules }: ArmedView): string {
  const about = token === undefined ? '' : ` for token ${token}`;
  return [
    `${name} is armed${about}, seed ${seed}`,
    ...rules.map((rule) => `  ${rule.name}: fitting calls ${rule.fitting}, fired ${rule.fired}`),
  ].join('\n');
}

export function faultsText({ armed, held }: FaultsView): string {
  const scripts = armed.length === 0 ? ['No fault is armed.'] : armed.map(armedText);
  return [...scripts, ...held.map(heldText)].join('\n');
}

function heldText({ connection, function: name, hanging, token, label }: HeldView): string {
  const which = label === undefined ? token : `${label} (${token})`;
  const where = token === undefined ? '' : ` on token ${which}`;
  return `held: ${name} of connection ${connection}${where}, ${hanging ? 'until released' : 'for a time'}`;
}

export function catalogueText(entries: readonly CatalogueEntry[], lang: 'en' | 'vi'): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  return entries.map(({ name, about }) => `${name.padEnd(width)}  ${about.title[lang]}`).join('\n');
}

const words = {
  en: { good: 'a good product', bad: 'a bad one' },
  vi: { good: 'sản phẩm tốt', bad: 'sản phẩm kém' },
} as const;

export function entryText({ name, about }: CatalogueEntry, lang: 'en' | 'vi'): string {
  const { good, bad } = words[lang];
  return [
    `${name}: ${about.title[lang]}`,
    `  ${good}: ${about.good[lang]}`,
    `  ${bad}: ${about.bad[lang]}`,
    `  PKCS#11: ${about.pkcs11}`,
  ].join('\n');
}
