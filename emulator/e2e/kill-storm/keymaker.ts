/** Makes and destroys keys from two connections: what was answered stays so, and every key can sign. */
import { userTypes } from '../raw-application.ts';
import { destroyKey, findKeys, generateKey, keyId, signWith } from './calls.ts';
import { keysSeen, noKeys } from './facts.ts';
import { all } from './guesser.ts';
import { type Persona, type Stage, soPin } from './persona.ts';

const label = 'keys';
const pin = '123456';
const slot = 3;
const many = 24;

export function keymaker(): Persona {
  const keys = noKeys();
  let number = 0;
  /** Makings that were never answered with a key. */
  let unanswered = 0;

  async function entered(stage: Stage) {
    const application = await stage.application();
    const session = await application.open(slot);
    const result = await application.login(session, userTypes.user, pin);
    return { application, session, result };
  }

  return Object.freeze({
    name: 'keymaker',
    begin: async ({ control }) => {
      await control.create({ label, profile: 'lenient', pin, soPin });
    },
    act: (stage, dice) => {
      const rounds = [1 + dice.below(4), 1 + dice.below(4)] as const;
      return all(2, async (n) => {
        const { application, session, result } = await entered(stage);
        if (result !== 'CKR_OK') return;
        for (let round = rounds[n] ?? 1; round > 0; round--) {
          const [oldest] = keys.certain;
          if (keys.certain.size > many && oldest !== undefined) {
            keys.certain.delete(oldest);
            keys.maybe.add(oldest);
            const [handle] = await findKeys(application, session, oldest);
            if (handle === undefined) return stage.complain(`the key ${oldest} is not found`);
            if ((await destroyKey(application, session, handle)) === 'CKR_OK') keys.maybe.delete(oldest);
            stage.count('keys destroyed');
          }
          const id = (++number).toString(16).padStart(8, '0');
          keys.maybe.add(id);
          unanswered++;
          if ((await generateKey(application, session, id)) !== 'CKR_OK') return;
          unanswered--;
          keys.maybe.delete(id);
          keys.certain.add(id);
          stage.count('keys made');
        }
      });
    },
    check: async (stage) => {
      const { application, session, result } = await entered(stage);
      if (result !== 'CKR_OK') return stage.complain(`login to the keys was answered with ${result}`);
      const seen: string[] = [];
      let halfMade = 0;
      for (const handle of await findKeys(application, session)) {
        const id = await keyId(application, session, handle);
        const signs = (await signWith(application, session, handle)) === 64;
        // SoftHSM writes an object attribute by attribute: one whose engine was killed meanwhile may have no name yet.
        if (id === '' && !signs) {
          halfMade++;
          continue;
        }
        seen.push(id);
        // Unanswered keys need not be whole; the others must sign.
        if (!signs && keys.certain.has(id)) stage.complain(`the key ${id} does not sign`);
      }
      if (halfMade > unanswered)
        stage.complain(`${halfMade} keys have no name, and ${unanswered} were cut short`);
      stage.complain(keysSeen(keys, seen));
    },
  } satisfies Persona);
}
