/** Without the restoring body's secret a locked token stays locked: neither no secret nor a wrong one sets a new PIN. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { refused } from '../wording.ts';
import { withApplication } from './application.ts';
import { restored, whenLocked, withReadyToken } from './token-under-test.ts';

export interface Attempt {
  readonly wrongPin: string;
  readonly wrongSoPin: string;
  readonly newPin: string;
}

/** One wrong SO PIN is given, and the right one straight after the attempts, so that its tries are full again. */
export async function restoresOnlyWithAuthority(bench: Workbench, attempt: Attempt): Promise<CheckResult> {
  return withReadyToken(bench, 'restore', async (ready) => {
    const { target } = ready;
    return whenLocked(bench, ready, attempt.wrongPin, async () => {
      const facts = await withApplication(bench, target, async (application) => {
        const withoutLogin = await application.do('initPin', { pin: attempt.newPin });
        const wrongLogin = await application.do('login', { role: 'so', pin: attempt.wrongSoPin });
        const afterWrongLogin = await application.do('initPin', { pin: attempt.newPin });
        return {
          withoutLogin: withoutLogin.code,
          wrongLogin: wrongLogin.code,
          afterWrongLogin: afterWrongLogin.code,
        };
      });
      const newPin = await withApplication(bench, target, (application) =>
        application.do('login', { role: 'user', pin: attempt.newPin }),
      );
      const [soLogin, initPin] = await restored(bench, target, target.pins.user);
      const seen = { ...facts, newPinAfterwards: newPin.code, rightSoPin: { soLogin, initPin } };
      const opened = [facts.withoutLogin, facts.wrongLogin, facts.afterWrongLogin, newPin.code].includes(
        'CKR_OK',
      );
      const finding = {
        sent: {
          lockedBy: ready.limit,
          attempts: [
            { en: 'without SO login', vi: 'chưa đăng nhập SO' },
            { en: 'wrong SO PIN', vi: 'sai mật khẩu SO' },
          ],
        },
        expected: { everyAttempt: refused, rightSoPin: 'CKR_OK' },
        seen,
      };
      if (opened) return failed('RESTORED_WITHOUT_AUTHORITY', finding);
      return soLogin === 'CKR_OK' && initPin === 'CKR_OK'
        ? pass(seen)
        : failed('NOT_RESTORED_WITH_AUTHORITY', finding);
    });
  });
}
