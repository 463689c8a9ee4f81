/** Has the product sign once and brings back what came of it, with what checks need in order to judge and to report. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult, EvidenceFile } from '../../regulations/property.ts';
import type { SignParameters } from '../../sut/index.ts';
import { failed, unsupported } from '../result.ts';

/** A request without what follows from the case: the output path and the regulation. */
export type SigningOrder = Omit<SignParameters, 'output' | 'regulation'>;

export interface Signed {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Path of the signed file. */
  readonly path: string;
  /** The request without the PIN. */
  readonly sent: object;
  readonly evidence: readonly EvidenceFile[];
}

export type Signing =
  | { readonly kind: 'signed'; readonly signed: Signed }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly sent: object }
  /** The product cannot do it, or broke: the check is over. */
  | { readonly kind: 'over'; readonly result: CheckResult };

/** The product's clock stands at `at`, the bench's now when not given. */
export async function performSigning(bench: Workbench, order: SigningOrder, at?: Date): Promise<Signing> {
  const { adapter } = bench;
  if (adapter === undefined) return over(unsupported('NO_ADAPTER'));
  const clock = await adapter.advanceClock(at ?? bench.clock.now());
  if (clock.kind !== 'ok' && at !== undefined) {
    return over(unsupported('CLOCK_NOT_SETTABLE'));
  }
  const output = join(bench.caseFolder(), `signed-${basename(order.document)}`);
  const answer = await adapter.perform('sign', { ...order, output, regulation: 'hai-phong-2025' });
  const sent = { operation: 'sign', ...order, token: { label: order.token.label } };
  switch (answer.kind) {
    case 'unsupported':
      return over(unsupported('SIGN_UNSUPPORTED'));
    case 'failed':
      return over(
        failed('SIGN_FAILED', {
          sent,
          expected: { en: 'a signed file or a refusal', vi: 'tệp đã ký hoặc lời từ chối' },
          seen: answer.detail,
        }),
      );
    case 'refused':
      return { kind: 'refused', code: answer.code, detail: answer.detail, sent };
    case 'ok':
      break;
  }
  const path = answer.result.output;
  if (!existsSync(path)) {
    return over(failed('SIGN_OUTPUT_MISSING', { sent, expected: { file: output }, seen: { noFile: path } }));
  }
  const evidence = [{ name: `signed-${basename(order.document)}`, path }];
  return {
    kind: 'signed',
    signed: { before: readFileSync(order.document), after: readFileSync(path), path, sent, evidence },
  };
}

/** For checks that need the signature: a refusal is a failure of its own. */
export async function whenSigned(
  signing: Promise<Signing>,
  judge: (signed: Signed) => Promise<CheckResult> | CheckResult,
): Promise<CheckResult> {
  const outcome = await signing;
  switch (outcome.kind) {
    case 'signed':
      return judge(outcome.signed);
    case 'refused': {
      const { sent, code, detail } = outcome;
      return failed('SIGN_REFUSED', {
        sent,
        expected: { en: 'a signed file', vi: 'tệp đã ký' },
        seen: { refused: { code, detail } },
      });
    }
    case 'over':
      return outcome.result;
  }
}

function over(result: CheckResult): Signing {
  return { kind: 'over', result };
}
