/** No way out that PKCS#11 has gives a private key away, even to a program that knows the PIN. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, inconclusive, pass } from '../result.ts';
import { withApplication } from './application.ts';
import { withReadyToken } from './token-under-test.ts';

export async function keepsKeysInside(bench: Workbench): Promise<CheckResult> {
  return withReadyToken(bench, 'pin', async ({ target }) => {
    const told = await withApplication(bench, target, async (application) => {
      await application.do('login', { role: 'user', pin: target.pins.user });
      return application.do('disclose', {});
    });
    const { found = [], tried = 0 } = told;
    if (told.code !== 'CKR_OK' || tried === 0) {
      return inconclusive('KEYS_NOT_SEEN', told.code);
    }
    if (found.length === 0) return pass({ keysTried: tried });
    return failed('KEY_COMES_OUT', {
      sent: {
        keys: tried,
        ways: [
          { en: 'read', vi: 'đọc' },
          { en: 'clear the protection', vi: 'gỡ lớp bảo vệ' },
          { en: 'wrap', vi: 'bọc bằng khóa khác' },
        ],
      },
      expected: { en: 'every way refused', vi: 'mọi cách đều bị từ chối' },
      seen: found,
    });
  });
}
