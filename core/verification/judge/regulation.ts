/** What the texts ask of the signatures together: who has to sign, in which order. */
import { detail } from '../details/index.ts';
import type { Regime } from '../policy/regime.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Judgement, SignatureReport } from '../report.ts';
import { outcome } from './outcome.ts';

const missing = { person: 'PERSONAL_SIGNATURE_MISSING', agency: 'AGENCY_SIGNATURE_MISSING' } as const;

/** Everything that is missing. `signatures` in the order in which they were made, time stamps left out. */
export function regulationJudgements(
  { signers: wanted, ordered }: Regime,
  signatures: readonly SignatureReport[],
): readonly Judgement[] {
  const kinds = signatures.map(({ signer }) => signer.kind);
  const no = (reason: ReasonCode) =>
    outcome(
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      reason,
      detail(ordered ? 'SIGNERS' : 'SIGNERS_IN_ANY_ORDER', {
        wanted: wanted.join(','),
        found: kinds.join(','),
      }),
    );
  const absent = wanted.filter((kind) => !kinds.includes(kind));
  if (absent.length > 0) return absent.map((kind) => no(missing[kind]));
  const inOrder = !ordered || (kinds[0] === wanted[0] && kinds.at(-1) === wanted.at(-1));
  return inOrder ? [] : [no('SIGNATURE_ORDER_WRONG')];
}
