/** A file that is not a whole PDF is refused for that reason, by an answer or by declining it; the product does not break on it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { notAccepted } from '../wording.ts';
import { performVerifying } from './perform-verifying.ts';

export async function refusesUnreadable(
  bench: Workbench,
  content: Uint8Array,
  made: unknown,
): Promise<CheckResult> {
  const path = join(bench.caseFolder(), 'unreadable.pdf');
  writeFileSync(path, content);
  const verifying = await performVerifying(bench, path);
  const evidence = [{ name: 'unreadable.pdf', path }];
  switch (verifying.kind) {
    case 'over':
      return verifying.result;
    case 'refused':
      return pass({ refused: { code: verifying.code, detail: verifying.detail } }, evidence);
    case 'answered': {
      const { said, reasons, sent } = verifying.verified;
      const kinds = reasons.map(({ kind }) => kind);
      const finding = {
        sent: { ...sent, made },
        expected: { outcome: notAccepted, reason: 'format' },
        seen: said,
        evidence,
      };
      if (said.outcome === 'accepted') return failed('UNREADABLE_FILE_ACCEPTED', finding);
      return kinds.includes('format')
        ? pass({ outcome: said.outcome, reasons: kinds }, evidence)
        : failed('UNREADABLE_FILE_REFUSED_FOR_OTHER_REASON', finding);
    }
  }
}
