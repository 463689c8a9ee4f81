/** Taking a token out of its reader, putting it back, losing it. */
import { fail } from '../../errors.ts';
import type { Move } from '../../token/presence.ts';
import { moved, type TokenView } from '../../token/state.ts';
import { type Shared, sessionsOn } from '../application.ts';
import { releaseEngine } from '../engines.ts';
import { slotChanged } from '../slot-events.ts';

const told = { insert: 'inserted', remove: 'removed', lose: 'lost' } as const;

/** Moves a token, on disk first. Doing it twice is no error. Throws TOKEN_UNKNOWN, TOKEN_LOST. */
export function moveToken(shared: Shared, name: string, move: Move): TokenView {
  const token = shared.store.named(name);
  const before = token.state();
  const after = moved(before, move);
  if (after === undefined) throw fail('TOKEN_LOST', { label: token.label() });
  if (after.presence === before.presence) return token.view();
  token.save({ state: after });
  const keepsSessions = move !== 'lose' && token.profile.afterReturn === 'resume';
  for (const application of shared.applications) {
    if (move !== 'insert' && !keepsSessions) {
      for (const session of sessionsOn(application, token)) session.expired = true;
      releaseEngine(application, token);
    }
    slotChanged(application, token.identity.slot);
  }
  shared.journal.event({ event: told[move], token: token.identity.serial });
  return token.view();
}
