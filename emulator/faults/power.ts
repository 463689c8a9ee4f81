/** A token without power, and a token that goes and comes back. */

import { endSessions } from '../policy/life/effects.ts';
import { allowed, moveToken } from '../policy/life/move.ts';
import { checkThere } from '../policy/life/turn.ts';
import type { Shared } from '../policy/line/application.ts';
import type { StoredToken } from '../store/stored-token.ts';
import { outcome } from './outcome.ts';

/**
 * The token goes dark: gone from its reader, and every session that any application had on it is over for good,
 * whatever its profile says of a removal. What stands on disk is what it knows when it comes back.
 * Says what came of it: one that was deleted, lost or recalled while the call was held has no power to lose.
 */
export function cutPower(shared: Shared, token: StoredToken): string {
  return outcome('cut-power', () => {
    checkThere(shared, token);
    allowed(token, 'remove');
    shared.journal.event({ event: 'power-cut', token: token.identity.serial });
    // First out of its reader: that is what calls under way are told.
    moveToken(shared, token.identity.serial, 'remove');
    endSessions(shared, token);
  });
}
