/** Tries PINs on one token from several connections at once, down to the lock; unlocks it; comes in with the right one. */
import { userTypes } from '../raw-application.ts';
import type { Dice } from './dice.ts';
import { freshTries, triesSeen, wrongAnswered, wrongSent } from './facts.ts';
import { type Persona, type Stage, soPin } from './persona.ts';

const label = 'guessed';
const pin = '123456';
const max = 6;

export function guesser(): Persona {
  const tries = freshTries(max);
  /** An unlocking was sent and never answered: the token may be whole again. */
  let unlocking = false;

  async function guess(stage: Stage, dice: Dice): Promise<void> {
    const rounds = 1 + dice.below(3);
    await all(2 + dice.below(2), async (n) => {
      const application = await stage.application();
      const session = await application.open(1);
      for (let round = 0; round < rounds; round++) {
        wrongSent(tries);
        const result = await application.login(session, userTypes.user, `wrong${n}${round}`);
        stage.count('wrong PINs answered');
        stage.complain(wrongAnswered(tries, result));
      }
    });
  }

  async function comeIn(stage: Stage): Promise<void> {
    await all(2, async () => {
      const application = await stage.application();
      const session = await application.open(1);
      // Until it is answered, this one may cost a try too: counted, and cut before it was looked at.
      tries.low = Math.max(0, tries.low - 1);
      // It is right: from the moment it is looked at all tries are back, whether or not anybody lives to say so.
      tries.high = max;
      const result = await application.login(session, userTypes.user, pin);
      if (result === 'CKR_OK') stage.count('right PINs answered');
      else if (result !== 'CKR_DEVICE_ERROR') stage.complain(`the right PIN was answered with ${result}`);
      else stage.count('right PINs that met a dead engine');
      // Whoever is in may be out again with a kill: the try is given back before the answer, not after it.
    });
  }

  async function unlock(stage: Stage): Promise<void> {
    unlocking = true;
    await stage.control.unlock(label, { soPin, newPin: pin });
    unlocking = false;
    stage.count('unlockings answered');
    tries.low = max;
    tries.high = max;
  }

  return Object.freeze({
    name: 'guesser',
    begin: async ({ control }) => {
      await control.create({ label, profile: 'epass-like', pin, soPin });
    },
    act: async (stage, dice) => {
      if (tries.high === 0) {
        stage.count('rounds on a locked token');
        if (dice.chance(0.6)) return unlock(stage);
        return guess(stage, dice);
      }
      return dice.chance(0.3) ? comeIn(stage) : guess(stage, dice);
    },
    check: async ({ control, complain }) => {
      const view = await control.token(label);
      const { triesLeft } = view.user;
      if (unlocking && triesLeft === max) {
        tries.low = max;
        tries.high = max;
      }
      unlocking = false;
      complain(triesSeen(tries, triesLeft));
      if ((view.state === 'locked') !== (triesLeft === 0))
        complain(`${triesLeft} tries left, yet ${view.state}`);
    },
  } satisfies Persona);
}

/** `count` pieces of work at once; rejects when they are all over and one has failed. */
export async function all(count: number, work: (n: number) => Promise<void>): Promise<void> {
  const done = await Promise.allSettled(Array.from({ length: count }, (_, n) => work(n)));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}
