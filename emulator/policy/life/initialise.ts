/** Initialising a blank token from outside, as its issuer does before it is given out: C_InitToken and C_InitPIN in one. */
import { fail } from '../../errors.ts';
import { checkCardRule } from '../../store/first-pins.ts';
import { pinBytes } from '../../store/pin-bytes.ts';
import { storedPin } from '../../store/stored-pin.ts';
import type { RecordChange, StoredToken } from '../../store/stored-token.ts';
import type { PinOrigin } from '../../token/pin-state.ts';
import { initialised, type TokenView, withPin } from '../../token/state.ts';
import { whileWiping } from '../leaving/while-wiping.ts';
import type { Shared } from '../line/application.ts';
import { endLoadedSessions, tellTransition } from './effects.ts';
import { allowed } from './move.ts';
import { inTurnOn } from './turn.ts';

export interface InitialPins {
  readonly soPin: string;
  /** Left out: it has no user PIN yet. */
  readonly pin?: string | undefined;
}

/**
 * Gives a blank token its SO PIN and, when there is one, its user PIN. One that is initialised is left as it is.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_RECALLED, TOKEN_ABSENT, TOKEN_DAMAGED, TOKEN_INITIALISED, TOKEN_PIN_LETTERS,
 * TOKEN_PIN_LENGTH, TOKEN_PIN_CHARACTERS.
 */
export function initialiseToken(shared: Shared, name: string, given: InitialPins): Promise<TokenView> {
  const { store, clock, journal } = shared;
  return inTurnOn(shared, name, async (token) => {
    const soPin = pinBytes(given.soPin, 'SO PIN');
    const pin = given.pin === undefined ? undefined : pinBytes(given.pin, 'user PIN');
    checkBlank(token);
    checkCardRule(soPin, 'so', token.profile);
    if (pin !== undefined) checkCardRule(pin, 'user', token.profile);
    const so = await storedPin(soPin, store.random);
    const user = pin === undefined ? null : await storedPin(pin, store.random);
    const before = token.state();
    const change = (): RecordChange => {
      // It may have been taken out meanwhile.
      checkBlank(token);
      const origin: PinOrigin = { by: 'creation', at: clock.now() };
      const state = initialised(token.state(), token.profile, origin);
      return {
        state: user === null ? state : withPin(state, 'user', token.profile, origin),
        pins: { user, so, earlier: { user: [], so: [] } },
      };
    };
    await whileWiping(shared, token, () => token.wipe(store, change, () => endLoadedSessions(shared, token)));
    const detail = `by a tool, ${user === null ? 'without' : 'with'} a user PIN`;
    journal.event({ event: 'initialised', token: token.identity.serial, detail });
    tellTransition(shared, token, before);
    return token.view();
  });
}

/** Throws the code of the refusal. */
function checkBlank(token: StoredToken): void {
  allowed(token, 'initialise');
  if (token.state().so.set) throw fail('TOKEN_INITIALISED', { label: token.label() });
}
