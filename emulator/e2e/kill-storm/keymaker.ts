/** Makes and destroys keys from two connections: what was answered stays so, and every key can sign. */
import { userTypes } from '../raw-application.ts';
import { destroyKey, findKeys, findPublicKeys, generateKey, keyId, signWith } from './calls.ts';
import { halfMade, keysSeen, noKeys, type SeenKey } from './facts.ts';
import { all } from './guesser.ts';
import { type Persona, type Stage, soPin } from './persona.ts';

const label = 'keys';
const pin = '123456';
const slot = 3;
const many = 24;

export function keymaker(): Persona {
  const keys = noKeys();
  let number = 0;
  /** Those that somebody has set about to destroy. */
  const destroyed = new Set<string>();

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
            destroyed.add(oldest);
            const [handle] = await findKeys(application, session, oldest);
            if (handle === undefined) return stage.complain(`the key ${oldest} is not found`);
            if ((await destroyKey(application, session, handle)) === 'CKR_OK') keys.maybe.delete(oldest);
            stage.count('keys destroyed');
          }
          const id = (++number).toString(16).padStart(8, '0');
          keys.maybe.add(id);
          if ((await generateKey(application, session, id)) !== 'CKR_OK') return;
          keys.maybe.delete(id);
          keys.certain.add(id);
          stage.count('keys made');
        }
      });
    },
    check: async (stage) => {
      const { application, session, result } = await entered(stage);
      if (result !== 'CKR_OK') return stage.complain(`login to the keys was answered with ${result}`);
      const seen: SeenKey[] = [];
      for (const handle of await findPublicKeys(application, session))
        seen.push({ kind: 'public', id: await keyId(application, session, handle) });
      for (const handle of await findKeys(application, session)) {
        const id = await keyId(application, session, handle);
        seen.push({ kind: 'private', id, signs: (await signWith(application, session, handle)) === 64 });
      }
      stage.complain(halfMade(seen, destroyed));
      const there = seen.filter(({ kind }) => kind === 'private').map(({ id }) => id);
      // Of keys that were never answered the storm has seen so many: the others were taken back.
      for (const id of there) if (keys.maybe.has(id)) stage.count('unanswered keys that are there');
      stage.complain(keysSeen(keys, there));
    },
  } satisfies Persona);
}
