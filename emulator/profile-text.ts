/** Profiles as text for a person at a terminal: what a kind of token does, where each number is from, and how sure it is. */
import type { TokenProfile } from './token/profile.ts';

/** All, one a line under a heading. */
export function profileTable(profiles: readonly TokenProfile[]): string {
  const rows = profiles.map(({ id, tries, unlock, confidence, title }) => [
    id,
    String(tries.user),
    unlock,
    confidence,
    title,
  ]);
  const all = [['PROFILE', 'TRIES', 'UNLOCK', 'CONFIDENCE', 'WHAT'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', 'One in full, with the source of each number: congvu token profiles PROFILE'].join(
    '\n',
  );
}

const about = new Set(['id', 'title', 'source', 'confidence', 'notes', 'facts', 'assumed']);

/** One, with every field and the fact behind it. */
export function profileText(profile: TokenProfile): string {
  const { id, title, source, confidence, notes, facts, assumed } = profile;
  const fields = Object.entries(profile)
    .filter(([name]) => !about.has(name))
    .map(([name, value]) => `  ${name.padEnd(18)} ${JSON.stringify(value)}`);
  const known = facts.map((fact) => `  ${fact.field.padEnd(18)} ${fact.confidence}: ${fact.source}`);
  return [
    `${id}: ${title}`,
    `Source      ${source}`,
    `Confidence  ${confidence}`,
    ...(notes === '' ? [] : [`Notes       ${notes}`]),
    '',
    ...fields,
    ...(known.length === 0
      ? []
      : ['', 'Where it is from, field by field (what is not named is a default):', ...known]),
    ...(assumed.length === 0 ? [] : ['', 'Assumed, for want of a source:', `  ${assumed.join(' ')}`]),
  ].join('\n');
}
