/** What a fault does to a token itself, whoever uses it. */

import { moveToken, type PlainMove } from '../policy/life/move.ts';
import type { Shared } from '../policy/line/application.ts';
import type { StoredToken } from '../store/stored-token.ts';
import type { Damage } from '../token/condition.ts';
import type { Agenda } from './agenda.ts';
import { outcome } from './outcome.ts';
import { cutPower } from './power.ts';
import type { FaultAction } from './script.ts';

export interface Stage {
  readonly shared: Shared;
  readonly agenda: Agenda;
}

/** Does it, and says what came of it. Actions that need a call do nothing here. */
export function actOnToken(stage: Stage, action: FaultAction, token: StoredToken): string {
  const { shared } = stage;
  switch (action.action) {
    case 'remove':
      comeBack(stage, token, action.insertAfterMs);
      return movedToken(shared, token, 'remove');
    case 'insert':
    case 'lose':
      return movedToken(shared, token, action.action);
    case 'damage':
      return movedToken(shared, token, 'damage', action.damage ?? 'dead');
    case 'cut-power':
      comeBack(stage, token, action.insertAfterMs);
      return cutPower(shared, token);
    case 'kill-engine':
      return killEngines(shared, token);
    default:
      return `${action.action}: needs a call`;
  }
}

/** The token is put back after that time on the emulator's clock, also when the script is cleared meanwhile. */
function comeBack({ shared, agenda }: Stage, token: StoredToken, afterMs: number | undefined): void {
  if (afterMs === undefined) return;
  agenda.add(shared.clock.now().getTime() + afterMs, () => void movedToken(shared, token, 'insert'));
}

/** A move that is not possible (a lost token does not come back) is told, not thrown: the script goes on. */
function movedToken(shared: Shared, token: StoredToken, move: PlainMove, damage?: Damage): string {
  return outcome(move, () => moveToken(shared, token.identity.serial, move, { damage }));
}

function killEngines({ applications }: Shared, token: StoredToken): string {
  let killed = 0;
  for (const application of applications) {
    const link = application.attachments.get(token)?.engine?.link;
    if (link === undefined || link.gone()) continue;
    link.kill('a fault has killed it');
    killed++;
  }
  return `kill-engine: ${killed}`;
}
