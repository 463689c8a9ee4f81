/** Reads from an evidence folder how its case is run again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../runner/errors.ts';
import { schemaCheck } from '../sut/schema-check.ts';
import type { ReplayFacts } from './command-line.ts';
import type { CertifyWords } from './options.ts';

const check = schemaCheck({
  type: 'object',
  required: ['replay'],
  properties: {
    replay: {
      type: 'object',
      required: ['requirement', 'seed', 'target'],
      properties: {
        requirement: { type: 'string' },
        seed: { type: 'integer' },
        path: { type: 'string' },
        target: {
          type: 'object',
          required: ['kind'],
          properties: {
            kind: { enum: ['reference', 'file', 'token'] },
            file: { type: 'string' },
            module: { type: 'string' },
            label: { type: 'string' },
            retryLimit: { type: 'integer' },
          },
        },
      },
    },
  },
});

/**
 * `evidence`: the folder `evidence/<requirement id>` of a report, or the `counterexample.json` in it.
 * PINs are in no evidence: a token named on the command line needs them given again. Throws CERTIFY_EVIDENCE_INVALID.
 */
export function replayWords(evidence: string): CertifyWords {
  const inside = join(evidence, 'counterexample.json');
  const file = existsSync(inside) ? inside : evidence;
  const { requirement, seed, path, target } = replayFacts(file);
  return {
    only: [requirement],
    seed: String(seed),
    ...(path !== undefined && { path }),
    ...(target.kind === 'file' && { target: target.file }),
    ...(target.kind === 'token' && {
      token: target.module,
      tokenLabel: target.label,
      retryLimit: String(target.retryLimit),
    }),
  };
}

function replayFacts(file: string): ReplayFacts {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw fail('CERTIFY_EVIDENCE_INVALID', { file, detail }, error);
  }
  const flaw = check(value);
  if (flaw) throw fail('CERTIFY_EVIDENCE_INVALID', { file, detail: `at ${flaw.pointer}, ${flaw.detail}` });
  return (value as { replay: ReplayFacts }).replay;
}
