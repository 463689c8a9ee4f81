/** A PIN given in one program opens the token for that program alone. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { refused } from '../wording.ts';
import { withApplication } from './application.ts';
import { trySigning, withReadyToken } from './token-under-test.ts';

/** `otherOpens`: whether the second program has opened the token before or after the first one's login. */
export async function keepsLoginsApart(
  bench: Workbench,
  otherOpens: 'before' | 'after',
): Promise<CheckResult> {
  return withReadyToken(bench, 'pin', async ({ target, key }) => {
    const facts = await withApplication(bench, target, async (first) => {
      const logIn = async () => (await first.do('login', { role: 'user', pin: target.pins.user })).code;
      const early = otherOpens === 'after' ? await logIn() : undefined;
      return withApplication(bench, target, async (other) => {
        const login = early ?? (await logIn());
        const own = await trySigning(first, key);
        const state = (await other.do('look', {})).seen?.loginState;
        const others = await trySigning(other, key);
        return { login, own, otherState: state, others };
      });
    });
    const finding = {
      sent: {
        otherOpens,
        steps: [
          { en: 'PIN in the first program', vi: 'nhập mật khẩu ở chương trình thứ nhất' },
          { en: 'sign in both', vi: 'ký ở cả hai chương trình' },
        ],
      },
      expected: { own: { good: true }, otherState: 'public', others: refused },
      seen: facts,
    };
    if (facts.others.code === 'CKR_OK' || facts.otherState !== 'public')
      return failed('LOGIN_SHARED', finding);
    return facts.own.good ? pass(facts) : failed('PIN_DOES_NOT_OPEN_KEY', finding);
  });
}
