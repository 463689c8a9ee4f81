/** No PIN or a wrong one, no signature; the right one, and the key signs. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { refused } from '../wording.ts';
import { withApplication } from './application.ts';
import { trySigning, withReadyToken } from './token-under-test.ts';

const sign = { en: 'sign', vi: 'ký' };

export async function signsOnlyWithPin(bench: Workbench, wrongPin: string): Promise<CheckResult> {
  return withReadyToken(bench, 'pin', async ({ target, key }) => {
    const facts = await withApplication(bench, target, async (application) => {
      const withoutPin = await trySigning(application, key);
      const wrongLogin = await application.do('login', { role: 'user', pin: wrongPin });
      const afterWrongPin = await trySigning(application, key);
      const login = await application.do('login', { role: 'user', pin: target.pins.user });
      const withPin = await trySigning(application, key);
      return { withoutPin, wrongLogin: wrongLogin.code, afterWrongPin, login: login.code, withPin };
    });
    const finding = {
      sent: {
        steps: [
          sign,
          { en: 'wrong PIN', vi: 'mật khẩu sai' },
          sign,
          { en: 'right PIN', vi: 'mật khẩu đúng' },
          sign,
        ],
      },
      expected: {
        withoutPin: refused,
        wrongLogin: refused,
        afterWrongPin: refused,
        withPin: { good: true },
      },
      seen: facts,
    };
    const open = [facts.withoutPin.code, facts.wrongLogin, facts.afterWrongPin.code].includes('CKR_OK');
    if (open) return failed('SIGNED_WITHOUT_PIN', finding);
    return facts.withPin.good ? pass(facts) : failed('PIN_DOES_NOT_OPEN_KEY', finding);
  });
}
