/** An audit of a folder: its documents are verified, then counted by verdict, reason and article, and reported. */
import { join } from 'node:path';
import { writeFileDurably } from '../../../foundation/durable-file.ts';
import { makeFolders } from '../../../foundation/folder.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { whileThereIsRoom } from '../bulk/disk-full.ts';
import { fileLines } from '../bulk/file-lines.ts';
import type { RunTerms } from '../bulk/run-terms.ts';
import type { Language } from '../report/words.ts';
import { auditedArticles } from './articles.ts';
import type { Audit } from './audit-report.ts';
import { byteOrderMark, csvHeading, csvRow } from './csv.ts';
import { csvFile } from './csv-file.ts';
import { type AuditedReport, auditedDocument } from './document.ts';
import { auditPage } from './page.ts';
import { gatherer } from './tally.ts';

export interface AuditScope
  extends Pick<
    Audit,
    'folder' | 'regulation' | 'role' | 'issuer' | 'classified' | 'referenceDate' | 'hosts' | 'readText'
  > {
  /** Of the spreadsheet; the page has both. */
  readonly language: Language;
}

/** Where the verifier's reports of an audit stand, one a line. */
const resultsName = 'results.ndjson';
export const resultsIn = (dir: string): string => join(dir, resultsName);

const whatLinesHold =
  'a JSON report a line: file, verdict, reason, the state of every article, signatures; of a file that stands there twice the later line counts';

/** Makes the folder of an audit; the system's error when that is impossible. */
export function makeAuditFolder(dir: string): void {
  makeFolders(dir, 0o700);
}

/**
 * Reads `results.ndjson` in `dir` and writes `documents.csv`, `audit.json` and `index.html` beside it. Of a document
 * that stands there twice (it changed between two runs) the later line counts.
 */
export async function writeAudit(dir: string, scope: AuditScope): Promise<Audit> {
  const articles = auditedArticles(scope.regulation, scope.role);
  const last = await lastLines(resultsIn(dir));
  const gathered = gatherer(articles);
  const csv = csvFile(join(dir, 'documents.csv'), byteOrderMark + csvHeading(articles, scope.language));
  let at = '';
  let trust: string | undefined;
  try {
    for await (const { text, start } of fileLines(resultsIn(dir))) {
      const report = JSON.parse(text) as Line;
      if (last.get(report.file) !== start) continue;
      ({ at, trust } = report);
      const document = auditedDocument(report, scope.folder, articles);
      gathered.add(document);
      csv.add(document.verdict, csvRow(document, articles, scope.language));
    }
    csv.finish();
  } finally {
    csv.end();
  }
  const tally = gathered.tally();
  const { language: _, ...about } = scope;
  const audit: Audit = {
    schema: 'congvu-audit-2',
    congvu: packageFile.version,
    ...about,
    trust,
    at,
    documents: { file: resultsName, documents: tally.documents, of: whatLinesHold },
    tally,
  };
  for (const [name, text] of [
    ['audit.json', `${JSON.stringify(audit, null, 2)}\n`],
    ['index.html', auditPage(audit)],
  ] as const) {
    const path = join(dir, name);
    whileThereIsRoom(path, () => writeFileDurably(path, text, 0o600));
  }
  return audit;
}

type Line = AuditedReport & Pick<RunTerms, 'trust'>;

/** A line as the verifier writes it begins with its file: the rest need not be read to know whose it is. */
const lineStart = /^\{"file":("(?:[^"\\]|\\.)*")/;

/** File → where its last line starts. */
async function lastLines(path: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for await (const { text, start } of fileLines(path)) {
    const [, name] = lineStart.exec(text) ?? [];
    found.set(name === undefined ? (JSON.parse(text) as Line).file : (JSON.parse(name) as string), start);
  }
  return found;
}
