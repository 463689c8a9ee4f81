/** Reads from an evidence folder how its case is run again. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
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
            pinFile: { type: 'string' },
            soPinFile: { type: 'string' },
            retryLimit: { type: 'integer' },
          },
        },
      },
    },
  },
});

/**
 * `evidence`: the folder `evidence/<requirement id>` of a report, or the `counterexample.json` in it.
 * PINs are in no evidence: a token whose PINs did not come from files needs them given again.
 * Throws CERTIFY_EVIDENCE_WITHOUT_FAILURE or CERTIFY_EVIDENCE_INVALID.
 */
export function replayWords(evidence: string): CertifyWords {
  const inside = join(evidence, 'counterexample.json');
  const without = ['facts.json', 'exchanges.json'].some((name) => existsSync(join(evidence, name)));
  if (!existsSync(inside) && without) throw fail('CERTIFY_EVIDENCE_WITHOUT_FAILURE', { folder: evidence });
  const isFile = existsSync(evidence) && statSync(evidence).isFile();
  const file = isFile ? evidence : inside;
  const { requirement, seed, path, target } = replayFacts(file);
  return {
    only: [requirement],
    seed: String(seed),
    ...(path !== undefined && { path }),
    ...(target.kind === 'file' && { target: target.file }),
    ...(target.kind === 'token' && {
      token: target.module,
      tokenLabel: target.label,
      ...(target.pinFile !== undefined && { pinFile: target.pinFile }),
      ...(target.soPinFile !== undefined && { soPinFile: target.soPinFile }),
      ...(target.retryLimit !== undefined && { retryLimit: String(target.retryLimit) }),
    }),
  };
}

function replayFacts(file: string): ReplayFacts {
  let value: unknown;
  try {
    value = JSON.parse(readBounded(file, fileLimits.text).toString('utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw fail('CERTIFY_EVIDENCE_INVALID', { file, detail }, error);
  }
  const flaw = check(value);
  if (flaw) throw fail('CERTIFY_EVIDENCE_INVALID', { file, detail: `at ${flaw.pointer}, ${flaw.detail}` });
  return (value as { replay: ReplayFacts }).replay;
}
