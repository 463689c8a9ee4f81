/** Writes every form of the result into the report's folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { indexHtml } from '../report/html/page.ts';
import { junitXml } from '../report/junit.ts';
import type { Results } from '../report/results.ts';
import { resultsJson } from '../report/results-json.ts';
import { certificateOf } from './certificate.ts';

/** The folder is still being built; it is renamed into place when everything is there. */
export function writeReports(results: Results, building: string): void {
  const json = resultsJson(results);
  const certificate = certificateOf(results, json);
  mkdirSync(join(building, 'evidence'), { recursive: true });
  writeFileSync(join(building, 'results.json'), json);
  writeFileSync(join(building, 'junit.xml'), junitXml(results, hostname()));
  writeFileSync(join(building, 'index.html'), indexHtml(results));
  if (certificate) {
    writeFileSync(join(building, 'certificate.json'), `${JSON.stringify(certificate, null, 2)}\n`);
  }
}
