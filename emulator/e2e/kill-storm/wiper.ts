/** Initialises a token again and again: it is the old one with its keys or the new one without any, never a bit of both. */
import { userTypes } from '../raw-application.ts';
import { findKeys, generateKey, initPin, initToken } from './calls.ts';
import { type Persona, type Stage, soPin } from './persona.ts';

const pin = '123456';
const slot = 5;

interface Contents {
  readonly label: string;
  readonly userPin: boolean;
  readonly keys: number;
}

export function wiper(): Persona {
  let serial = '';
  let number = 0;
  /** The last of these was answered, or all that can have become of it since. */
  let possible: Contents[] = [];

  const settled = (contents: Contents): void => {
    possible = [contents];
  };

  return Object.freeze({
    name: 'wiper',
    begin: async ({ control }) => {
      serial = (await control.create({ label: 'wiped', profile: 'lenient', pin, soPin })).serial;
      settled({ label: 'wiped', userPin: true, keys: 0 });
    },
    act: async (stage) => {
      const application = await stage.application();
      const label = `wiped ${++number}`;
      possible.push({ label, userPin: false, keys: 0 });
      const wiped = await initToken(application, slot, soPin, label);
      if (wiped !== 'CKR_OK') return;
      stage.count('tokens wiped');
      settled({ label, userPin: false, keys: 0 });
      const session = await application.open(slot);
      if ((await application.login(session, userTypes.so, soPin)) !== 'CKR_OK') return;
      possible.push({ label, userPin: true, keys: 0 });
      if ((await initPin(application, session, pin)) !== 'CKR_OK') return;
      settled({ label, userPin: true, keys: 0 });
      const other = await stage.application();
      const user = await other.open(slot);
      if ((await other.login(user, userTypes.user, pin)) !== 'CKR_OK') return;
      possible.push({ label, userPin: true, keys: 1 });
      if ((await generateKey(other, user, '01')) === 'CKR_OK') settled({ label, userPin: true, keys: 1 });
    },
    check: async (stage) => {
      const { label, state } = await stage.control.token(serial);
      const userPin = state === 'active';
      const seen = { label, userPin, keys: userPin ? await keysOf(stage) : 0 };
      if (!possible.some((one) => JSON.stringify(one) === JSON.stringify(seen)))
        stage.complain(`${JSON.stringify(seen)} is none of ${JSON.stringify(possible)}`);
      settled(seen);
    },
  } satisfies Persona);
}

async function keysOf(stage: Stage): Promise<number> {
  const application = await stage.application();
  const session = await application.open(slot);
  const result = await application.login(session, userTypes.user, pin);
  if (result !== 'CKR_OK') stage.complain(`login to the wiped token was answered with ${result}`);
  const found = (await findKeys(application, session)).length;
  application.close();
  return found;
}
