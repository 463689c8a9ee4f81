/** Changes the user PIN again and again: one of the PINs that can be it opens the token, those before never again. */
import { userTypes } from '../raw-application.ts';
import { setPin } from './calls.ts';
import { type Persona, type Stage, soPin } from './persona.ts';

const label = 'changed';

export function changer(): Persona {
  /** What the PIN can be; more than one when a change was never answered. */
  let possible: readonly [string, ...string[]] = ['100000'];
  let before = '999999';
  let number = 100_000;

  return Object.freeze({
    name: 'changer',
    begin: async ({ control }) => {
      await control.create({ label, profile: 'lenient', pin: possible[0], soPin });
    },
    act: async (stage, dice) => {
      const application = await stage.application();
      const session = await application.open(2);
      for (let n = 1 + dice.below(5); n > 0; n--) {
        const [old] = possible;
        const fresh = String(++number);
        possible = [old, fresh];
        const result = await setPin(application, session, old, fresh);
        // A dead engine answers so for the session, without a word on the PIN.
        if (result === 'CKR_DEVICE_ERROR') return;
        if (result !== 'CKR_OK')
          return stage.complain(`C_SetPIN with the right PIN was answered with ${result}`);
        stage.count('PIN changes answered');
        possible = [fresh];
        before = old;
      }
    },
    check: async (stage) => {
      const right = await opening(stage, possible);
      if (right === undefined) return stage.complain(`none of ${possible.length} PINs opens the token`);
      if (possible.length > 1) stage.count('PIN changes never answered');
      possible = [right];
      if (before !== right && (await opening(stage, [before])) !== undefined)
        stage.complain('a PIN that had been replaced opens the token');
    },
  } satisfies Persona);
}

/** The PIN among these that logs in; undefined when none does. */
async function opening(stage: Stage, pins: readonly string[]): Promise<string | undefined> {
  const application = await stage.application();
  const session = await application.open(2);
  for (const pin of pins) {
    if ((await application.login(session, userTypes.user, pin)) === 'CKR_OK') return pin;
  }
  return undefined;
}
