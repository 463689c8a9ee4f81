/** Has the product check a file and brings back what it said, with what checks need in order to judge and to report. */
import { basename } from 'node:path';
import type { TrustKind } from '../../material/trust-folders.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult, EvidenceFile } from '../../regulations/property.ts';
import type { Reason, VerifyResult } from '../../sut/index.ts';
import { failed, unsupported } from '../result.ts';

export interface Verified {
  readonly said: VerifyResult;
  /** Of the file and of every signature. */
  readonly reasons: readonly Reason[];
  readonly sent: object;
  readonly evidence: readonly EvidenceFile[];
}

export type Verifying =
  | { readonly kind: 'answered'; readonly verified: Verified }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly sent: object }
  | { readonly kind: 'over'; readonly result: CheckResult };

export async function performVerifying(
  bench: Workbench,
  path: string,
  trust: TrustKind = 'whole',
): Promise<Verifying> {
  const { adapter, material } = bench;
  if (adapter === undefined) return over(unsupported('NO_ADAPTER'));
  const parameters = {
    document: path,
    trustDir: await material.trust.of(trust),
    regulation: 'hai-phong-2025',
    at: material.now.toISOString(),
  };
  const sent = { operation: 'verify', ...parameters, trust };
  const answer = await adapter.perform('verify', parameters);
  switch (answer.kind) {
    case 'unsupported':
      return over(unsupported('VERIFY_UNSUPPORTED'));
    case 'failed':
      return over(
        failed('VERIFY_FAILED', {
          sent,
          expected: { en: 'what the product says of the file', vi: 'kết luận của sản phẩm về tệp' },
          seen: answer.detail,
        }),
      );
    case 'refused':
      return { kind: 'refused', code: answer.code, detail: answer.detail, sent };
    case 'ok': {
      const said = answer.result;
      const reasons = [...said.reasons, ...said.signatures.flatMap((signature) => signature.reasons)];
      return {
        kind: 'answered',
        verified: { said, reasons, sent, evidence: [{ name: basename(path), path }] },
      };
    }
  }
}

/** For checks that need an answer about the signatures: a refusal to look at a sound PDF is a failure of its own. */
export async function whenAnswered(
  verifying: Promise<Verifying>,
  judge: (verified: Verified) => CheckResult,
): Promise<CheckResult> {
  const outcome = await verifying;
  switch (outcome.kind) {
    case 'answered':
      return judge(outcome.verified);
    case 'refused': {
      const { sent, code, detail } = outcome;
      return failed('VERIFY_REFUSED', {
        sent,
        expected: { en: 'an outcome', vi: 'một kết luận' },
        seen: { refused: { code, detail } },
      });
    }
    case 'over':
      return outcome.result;
  }
}

function over(result: CheckResult): Verifying {
  return { kind: 'over', result };
}
