/** What was done behind a signature without changing it: no fault of the signature, but not to be passed over. */
import { changeCodes } from '../details/file.ts';
import { detail } from '../details/index.ts';
import type { ChangeKind, Facts } from '../facts/facts.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding } from '../report.ts';

const reasonOf: Partial<Record<ChangeKind, ReasonCode>> = {
  'unchanged-content': 'REVISION_IDLE',
  unreferenced: 'OBJECTS_UNREFERENCED',
  // Where the next signer wrote it, and signed it.
  'dangling-reference': 'TABLE_ODD',
  'signature-digits': 'SIGNATURE_DIGITS_REWRITTEN',
};

/** One warning of each kind, with the first place: a file may hold many such revisions, and the facts name each. */
export function idleFindings({ changes }: Facts): Finding[] {
  const found = new Map<ReasonCode, Finding>();
  for (const { kind, vouched, revision, place, detail: said } of changes) {
    const code = reasonOf[kind];
    if (code === undefined || !vouched || found.has(code)) continue;
    const told = kind === 'dangling-reference' ? 'SIGNED_TO_NOTHING' : changeCodes[kind];
    const what = detail(told, { revision: revision + 1, where: place, said });
    found.set(code, { code, severity: 'warning', field: null, detail: what });
  }
  return [...found.values()];
}
