/** After as many wrong PINs as declared, whichever way they were given, the right one is refused too, in every program. */
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { CheckReason } from '../reasons.ts';
import { failed, pass } from '../result.ts';
import { refused } from '../wording.ts';
import { withApplication } from './application.ts';
import type { Code } from './application-steps.ts';
import { type GuessWay, guess, trySigning, withReadyToken } from './token-under-test.ts';

export interface Guesses {
  readonly wrongPin: string;
  /** Repeated until the declared number of guesses is reached. */
  readonly ways: readonly GuessWay[];
}

/** `reason` when the token still opens. At most one try beyond the declared limit is made, with the right PIN. */
export async function locksAfterWrongPins(
  bench: Workbench,
  guesses: Guesses,
  reason: CheckReason,
): Promise<CheckResult> {
  return withReadyToken(bench, 'lock', async ({ target, limit, key }) => {
    const sent = { wrongPins: limit, ways: guesses.ways };
    const codes = await withApplication(bench, target, async (application) => {
      const answers: Code[] = [];
      for (let count = 0; count < limit; count++) {
        const way = guesses.ways[count % guesses.ways.length] ?? 'login';
        const answer = await guess(application, way, guesses.wrongPin);
        answers.push(answer);
        if (answer === 'CKR_PIN_LOCKED') break;
      }
      return answers;
    });
    const after = await withApplication(bench, target, async (application) => {
      const login = await application.do('login', { role: 'user', pin: target.pins.user });
      const { seen } = await application.do('look', {});
      return { rightPin: login.code, flags: seen?.user, signing: (await trySigning(application, key)).code };
    });
    const facts = { guesses: codes, ...after };
    const expected = { guesses: refused, rightPin: refused, signing: refused };
    const finding = { sent, expected, seen: facts };
    if (codes.includes('CKR_OK')) return failed('WRONG_PIN_ACCEPTED', finding);
    if (after.rightPin === 'CKR_OK' || after.signing === 'CKR_OK') return failed(reason, finding);
    return pass(facts);
  });
}
