/** A file that is not a whole PDF is refused for that reason, by an answer or by declining it; the product does not break on it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { notAccepted } from '../wording.ts';
import { faults, impossible } from './faults.ts';
import { performVerifying } from './perform-verifying.ts';
import { kindsOf } from './rejects-for-reason.ts';
import { besideSoundTwin, type Twin } from './sound-twin.ts';

const { unreadable } = faults;

export async function refusesUnreadable(
  bench: Workbench,
  content: Uint8Array,
  made: unknown,
  twin: Twin,
): Promise<CheckResult> {
  const path = join(bench.caseFolder(), 'unreadable.pdf');
  writeFileSync(path, content);
  const evidence = [{ name: 'unreadable.pdf', path }];
  const soundTwin = 'accepted';
  return besideSoundTwin(bench, twin, async () => {
    const verifying = await performVerifying(bench, path);
    switch (verifying.kind) {
      case 'over':
        return verifying.result;
      case 'refused':
        return pass({ refused: { code: verifying.code, detail: verifying.detail }, soundTwin }, evidence);
      case 'answered': {
        const { said, sent } = verifying.verified;
        const kinds = kindsOf(verifying.verified);
        const finding = {
          sent: { ...sent, made },
          expected: { outcome: notAccepted, oneOfTheReasons: unreadable.named, besides: unreadable.beside },
          seen: said,
          evidence,
        };
        if (said.outcome === 'accepted') return failed('UNREADABLE_FILE_ACCEPTED', finding);
        const honest = kinds.some((kind) => (unreadable.named as readonly string[]).includes(kind));
        if (!honest) return failed('UNREADABLE_FILE_REFUSED_FOR_OTHER_REASON', finding);
        if (impossible(kinds, unreadable).length > 0) return failed('REASON_NOT_OF_THIS_FILE', finding);
        return pass({ outcome: said.outcome, reasons: kinds, soundTwin }, evidence);
      }
    }
  });
}
