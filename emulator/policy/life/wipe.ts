/** Emptying a token, and deleting it with everything: what the issuer does with a token that was handed back. */
import type { TokenView } from '../../token/state.ts';
import { whileWiping } from '../leaving/while-wiping.ts';
import type { Shared } from '../line/application.ts';
import { endLoadedSessions, endSessions, readersThatSee, tellSlot } from './effects.ts';
import { allowed } from './move.ts';
import { inTurnOn } from './turn.ts';

/** A PUK comes with the card, and stays. */
const noPins = { user: null, so: null, earlier: { user: [], so: [] } };

/**
 * Takes its keys, objects and PINs away: it is blank as on its first day, and its leaked keys are nobody's any more.
 * Throws TOKEN_UNKNOWN, TOKEN_LOST, TOKEN_ABSENT, TOKEN_DAMAGED, EMULATOR_DISK_FULL; sessions go on then.
 */
export function wipeToken(shared: Shared, name: string): Promise<TokenView> {
  const { store, journal } = shared;
  return inTurnOn(shared, name, async (token) => {
    allowed(token, 'wipe');
    await whileWiping(shared, token, () =>
      token.wipe(
        store,
        () => ({ state: allowed(token, 'wipe'), pins: noPins }),
        () => {
          // Before the calls that it ends.
          journal.event({ event: 'wiped', token: token.identity.serial });
          endLoadedSessions(shared, token);
        },
      ),
    );
    tellSlot(shared, ...readersThatSee([token.state(), token.slot()]));
    return token.view();
  });
}

/** Deletes a token for good. Its reader stays, empty, until the emulator stops. Throws TOKEN_UNKNOWN. */
export function deleteToken(shared: Shared, name: string): Promise<void> {
  const { store, journal } = shared;
  return inTurnOn(shared, name, async (token) => {
    // Of one that was out, or lost, the reader was empty and stays so.
    const saw = readersThatSee([token.state(), token.slot()]);
    store.discard(token);
    journal.event({ event: 'deleted', token: token.identity.serial });
    endSessions(shared, token);
    for (const application of shared.applications) application.attachments.delete(token);
    tellSlot(shared, ...saw);
  });
}
