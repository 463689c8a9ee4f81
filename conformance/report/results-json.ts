/** Writes `results.json`: the canonical result, checked against its published schema first. */
import { schemaCheck } from '../sut/schema-check.ts';
import { fail } from './errors.ts';
import type { Results } from './results.ts';
import schema from './schemas/results.v1.json' with { type: 'json' };

const check = schemaCheck(schema);

/** Throws CERTIFY_RESULTS_INVALID when the result breaks the schema. */
export function resultsJson(results: Results): string {
  const text = `${JSON.stringify(results, null, 2)}\n`;
  const flaw = check(JSON.parse(text));
  if (flaw) throw fail('CERTIFY_RESULTS_INVALID', { pointer: flaw.pointer, detail: flaw.detail });
  return text;
}
