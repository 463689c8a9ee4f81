/** The figures in bench/README.md are those of bench/baseline.json: `node bench/report/readme-figures.ts` writes them in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { askedTable } from './asked-for.ts';
import { type BenchReport, reportLines } from './report.ts';
import { readStored } from './stored.ts';

const readme = join(projectRoot, 'bench', 'README.md');
const baseline = join(projectRoot, 'bench', 'baseline.json');
const block = /(<!-- figures -->\n```text\n)[\s\S]*?(\n```)/;
const table = /(<!-- asked -->\n\n)[\s\S]*?(\n\n<!-- \/asked -->)/;

/** The page with the stored figures in the place of whatever stands there. Without such a place it stays as it is. */
export function withFigures(page: string, figures: string, asked = ''): string {
  return page
    .replace(block, (_whole, before: string, after: string) => `${before}${figures}${after}`)
    .replace(table, (_whole, before: string, after: string) => `${before}${asked}${after}`);
}

export function stored(): BenchReport {
  return readStored(baseline);
}

export function storedFigures(): string {
  return reportLines(stored()).join('\n');
}

export function readmeText(): string {
  return readFileSync(readme, 'utf8');
}

if (import.meta.main)
  writeFileDurably(readme, withFigures(readmeText(), storedFigures(), askedTable(stored())));
