/** A user PIN locked by wrong tries leaves the restoring body's own tries alone: its secret still opens the token. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { withApplication } from './application.ts';
import { lockedByGuesses, withReadyToken } from './token-under-test.ts';

export async function sparesSoTries(bench: Workbench, wrongPin: string): Promise<CheckResult> {
  return withReadyToken(bench, 'lock', async (ready) => {
    const { target } = ready;
    const guesses = await lockedByGuesses(bench, ready, wrongPin);
    const facts = await withApplication(bench, target, async (application) => {
      const before = (await application.do('look', {})).seen?.so;
      const { code } = await application.do('login', { role: 'so', pin: target.pins.so });
      return { guesses, soFlagsBefore: before, soLogin: code };
    });
    if (facts.soLogin === 'CKR_OK') return pass(facts);
    return failed('SO_TRIES_USED_UP', {
      sent: { wrongUserPins: guesses.length },
      expected: { soLogin: 'CKR_OK' },
      seen: facts,
    });
  });
}
