/** A file of several parts (a document with its attachments or annexes) gets one agency signature, not one for each part. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { addedBy } from '../page/added.ts';
import { lookAt } from '../page/look.ts';
import { failed, pass } from '../result.ts';
import { performSigning, type SigningOrder, whenSigned } from './perform-signing.ts';
import { signaturesIn } from './signature-facts.ts';

export async function agencySignsOnce(bench: Workbench, order: SigningOrder): Promise<CheckResult> {
  return whenSigned(performSigning(bench, order), async (signed) => {
    const shown = addedBy(await lookAt(signed.before), await lookAt(signed.after));
    const facts = {
      signaturesAdded:
        signaturesIn(signed.after).signatures.length - signaturesIn(signed.before).signatures.length,
      shownOnPages: shown.map(({ page }) => page.number),
    };
    if (facts.signaturesAdded === 1 && facts.shownOnPages.length === 1) return pass(facts, signed.evidence);
    return failed('AGENCY_SIGNED_MORE_THAN_ONCE', {
      sent: signed.sent,
      expected: { signaturesAdded: 1, shownOnPages: { en: 'one page', vi: 'một trang' } },
      seen: facts,
      evidence: signed.evidence,
    });
  });
}
