/** A token that is taken out, or dies, forgets what was begun on it: operations, searches, PINs given for one operation. */
import type { StoredToken } from '../../store/stored-token.ts';
import { type Shared, sessionsOn } from '../line/application.ts';
import { endAllOperations } from '../objects/operations.ts';

/** To be called when its state says so, before anybody can find it back. Sessions and logins are another matter. */
export function losePower({ applications }: Shared, token: StoredToken): void {
  for (const application of applications) {
    for (const session of sessionsOn(application, token)) {
      session.powerLosses++;
      endAllOperations(session);
    }
  }
}
