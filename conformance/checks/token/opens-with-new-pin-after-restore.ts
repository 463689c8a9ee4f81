/** After restoring, the new PIN opens the token and the old one does not. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { refused } from '../wording.ts';
import { withApplication } from './application.ts';
import { restored, whenLocked, withReadyToken } from './token-under-test.ts';

export async function opensWithNewPinAfterRestore(
  bench: Workbench,
  pins: { readonly wrongPin: string; readonly newPin: string },
): Promise<CheckResult> {
  return withReadyToken(bench, 'restore', async (ready) => {
    const { target } = ready;
    return whenLocked(bench, ready, pins.wrongPin, async () => {
      const restoring = await restored(bench, target, pins.newPin);
      const facts = await withApplication(bench, target, async (application) => {
        const newPin = await application.do('login', { role: 'user', pin: pins.newPin });
        if (newPin.code === 'CKR_OK') await application.do('logout', {});
        const oldPin = await application.do('login', { role: 'user', pin: target.pins.user });
        return { restoring, newPin: newPin.code, oldPin: oldPin.code };
      });
      const finding = {
        sent: { lockedBy: ready.limit },
        expected: { newPin: 'CKR_OK', oldPin: refused },
        seen: facts,
      };
      if (facts.newPin !== 'CKR_OK') return failed('NEW_PIN_REFUSED', finding);
      return facts.oldPin === 'CKR_OK' ? failed('OLD_PIN_STILL_OPENS', finding) : pass(facts);
    });
  });
}
