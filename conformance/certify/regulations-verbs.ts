/** `congvu regulations list|show|coverage`. */
import { processTerminal as terminal } from '../../foundation/terminal.ts';
import { texts } from '../regulations/index.ts';
import type { Requirement } from '../regulations/record.ts';
import { levelWords } from '../report/html/wording.ts';
import { fail } from '../runner/errors.ts';
import { nearest } from '../sut/near.ts';
import { coverageOf, type UnitListing, unitListings } from './coverage.ts';

export async function listVerb(json: boolean): Promise<void> {
  const units = unitListings(texts);
  if (json) return terminal.printJson(units);
  for (const unit of units) for (const line of unitLines(unit)) terminal.print(line);
}

/** A text or article shows all units below it; a unit its records; a requirement everything about itself. */
export async function showVerb(id: string, json: boolean): Promise<void> {
  const units = unitListings(texts);
  const record = units.flatMap((unit) => unit.records).find((one) => one.id === id);
  if (record) return json ? terminal.printJson(record) : recordLines(record).forEach(terminal.print);
  const below = units.filter(
    (unit) => [unit.id, unit.article, unit.text].includes(id) || unit.id.startsWith(`${id}.`),
  );
  if (below.length === 0) {
    const known = units.flatMap((unit) => [unit.id, unit.text, ...unit.records.map((one) => one.id)]);
    throw fail('CERTIFY_REQUIREMENT_UNKNOWN', { id, near: nearest(id, [...new Set(known)], 5).join(', ') });
  }
  if (json) return terminal.printJson(below);
  for (const unit of below) {
    for (const line of unitLines(unit)) terminal.print(line);
    for (const one of unit.records) for (const line of recordLines(one)) terminal.print(`    ${line}`);
  }
}

export async function coverageVerb(json: boolean): Promise<void> {
  const lines = coverageOf(texts);
  if (json) return terminal.printJson({ texts: lines });
  const titles = ['text', 'articles', 'units', 'records', 'automated', 'attested', 'not testable', 'pending'];
  const cells = lines.map((line) => Object.values(line).map(String));
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => (line[column] ?? '').length)),
  );
  for (const line of [titles, ...cells]) {
    const padded = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    terminal.print(padded.join('  '));
  }
}

function unitLines(unit: UnitListing): readonly string[] {
  const without = unit.records.length === 0 && unit.withoutDuty ? `  (${unit.withoutDuty.en})` : '';
  return [
    `${unit.id}  ${unit.citation.en} · ${unit.citation.vi}${without}`,
    ...unit.records.map(
      (record) => `  ${record.id}  ${record.level}, ${record.capability}, ${record.testability.kind}`,
    ),
  ];
}

function recordLines(record: Requirement): readonly string[] {
  const { testability } = record;
  const how =
    testability.kind === 'attested'
      ? `attested by ${testability.by.en}: ${testability.document.en}`
      : testability.kind === 'automated'
        ? 'automated'
        : `${testability.kind}: ${testability.why.en}`;
  return [
    `${record.id} · ${record.citation.en} · ${record.citation.vi}`,
    `  asks        ${record.asks.en}`,
    `  yêu cầu     ${record.asks.vi}`,
    `  who         ${record.actor}, ${record.capability}`,
    `  level       ${record.level}: ${record.levelReason.en}`,
    `  mức độ      ${levelWords[record.level].vi}: ${record.levelReason.vi}`,
    ...(record.borrows ?? []).map(
      ({ text, article, textKnown, note }) =>
        `  borrows     ${text} article ${article}${textKnown === false ? ', full text not at hand' : ''}${note ? ` (${note.en} · ${note.vi})` : ''}`,
    ),
    ...(record.doubts ?? []).flatMap((doubt) => [`  doubt       ${doubt.en}`, `  cân nhắc    ${doubt.vi}`]),
    `  tested      ${how}`,
  ];
}
