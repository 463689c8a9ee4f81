/** The certificate as data: what was certified, in which scope, and what it rests on. */
import { createHash } from 'node:crypto';
import type { Results } from '../report/results.ts';

/**
 * The content of `certificate.json`, or undefined when none is granted. `resultsText` is the exact content of
 * `results.json`, to which the certificate is bound by its digest.
 */
export function certificateOf(results: Results, resultsText: string): object | undefined {
  if (!results.summary.granted) return undefined;
  const { product, scope, run, environment, summary, rows } = results;
  return {
    schema: 'urn:congvu:certificate:v1',
    product,
    scope,
    texts: results.texts
      .filter((text) => scope.texts.includes(text.id))
      .map(({ id, title, status }) => ({ id, title, status })),
    granted: run.ended,
    suite: { congvu: environment.congvu, seed: run.seed, ...(run.runs !== undefined && { runs: run.runs }) },
    required: summary.required,
    passed: summary.requiredPassed,
    requiredOnUnreadText: summary.requiredOnUnreadText,
    attested: rows.flatMap((row) => (row.attestation ? [row.attestation] : [])),
    notTestable: rows.filter((row) => row.verdict === 'not-testable').map((row) => row.requirement),
    results: { file: 'results.json', sha256: createHash('sha256').update(resultsText).digest('hex') },
  };
}
