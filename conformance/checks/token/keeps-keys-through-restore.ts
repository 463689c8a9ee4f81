/** Restoring leaves keys and certificates as they were: the same key signs, and its old public key verifies. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, inconclusive, pass } from '../result.ts';
import { withApplication } from './application.ts';
import { certificateOnToken } from './made-by-suite.ts';
import { restored, trySigning, whenLocked, withReadyToken } from './token-under-test.ts';

export async function keepsKeysThroughRestore(
  bench: Workbench,
  pins: { readonly wrongPin: string; readonly newPin: string },
): Promise<CheckResult> {
  return withReadyToken(bench, 'restore', async (ready) => {
    const { target, key } = ready;
    const stored = await certificateOnToken(bench, ready);
    if (stored !== 'CKR_OK') return inconclusive('CERTIFICATE_NOT_STORED', `C_CreateObject: ${stored}`);
    const inventory = (pin: string) =>
      withApplication(bench, target, async (application) => {
        const login = await application.do('login', { role: 'user', pin });
        const { keys = [], certificates = [] } = await application.do('inventory', {});
        const signing = await trySigning(application, key);
        return { login: login.code, keys, certificates, signing };
      });
    const before = await inventory(target.pins.user);
    return whenLocked(bench, ready, pins.wrongPin, async () => {
      const restoring = await restored(bench, target, pins.newPin);
      const after = await inventory(pins.newPin);
      const same =
        JSON.stringify([before.keys, before.certificates]) ===
        JSON.stringify([after.keys, after.certificates]);
      const facts = { restoring, before, after };
      if (same && after.signing.good) return pass(facts);
      return failed('KEYS_LOST_IN_RESTORE', {
        sent: { lockedBy: ready.limit },
        expected: { keys: before.keys, certificates: before.certificates, signing: { good: true } },
        seen: facts,
      });
    });
  });
}
