/** The figures in bench/README.md are those of bench/baseline.json: `node bench/report/readme-figures.ts` writes them in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { reportLines } from './report.ts';
import { readStored } from './stored.ts';

const readme = join(projectRoot, 'bench', 'README.md');
const baseline = join(projectRoot, 'bench', 'baseline.json');
const block = /(<!-- figures -->\n```text\n)[\s\S]*?(\n```)/;

/** The page with the stored figures in the place of whatever stands there. Without such a place it stays as it is. */
export function withFigures(page: string, figures: string): string {
  return page.replace(block, (_whole, before: string, after: string) => `${before}${figures}${after}`);
}

export function storedFigures(): string {
  return reportLines(readStored(baseline)).join('\n');
}

export function readmeText(): string {
  return readFileSync(readme, 'utf8');
}

if (import.meta.main) writeFileDurably(readme, withFigures(readmeText(), storedFigures()));
