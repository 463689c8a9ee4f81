/** Reads a stored run. */
import { Ajv } from 'ajv';
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
import { fail } from '../errors.ts';
import type { BenchReport } from './report.ts';

/** What the comparison needs; the rest may differ from version to version. */
const schema = {
  type: 'object',
  required: ['format', 'scenarios'],
  properties: {
    format: { const: 1 },
    scenarios: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'ratios'],
        properties: {
          name: { type: 'string' },
          ratios: {
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'median', 'better'],
              properties: {
                id: { type: 'string' },
                median: { type: 'number' },
                better: { enum: ['higher', 'lower'] },
              },
            },
          },
        },
      },
    },
  },
};

const ajv = new Ajv();
const isReport = ajv.compile<BenchReport>(schema);

/** Throws BENCH_BASELINE_UNREADABLE. */
export function readStored(file: string): BenchReport {
  let value: unknown;
  try {
    value = JSON.parse(readBounded(file, fileLimits.text).toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fail('BENCH_BASELINE_UNREADABLE', { file, reason }, error);
  }
  if (isReport(value)) return value;
  throw fail('BENCH_BASELINE_UNREADABLE', { file, reason: ajv.errorsText(isReport.errors) });
}
