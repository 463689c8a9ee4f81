/** Calls on one session whose guard has to ask the engine first: what comes behind them is judged, and sent, behind them. */
import type { Session } from '../line/application.ts';

/** The last call of the session that waits to be judged. */
const judging = new WeakMap<Session, Promise<unknown>>();

/**
 * At once when none waits and `judge` knows at once. Whoever gets a promise must carry the call out as soon as it settles:
 * the next is judged right behind that.
 */
export function judgedInOrder<T>(session: Session, judge: () => T | Promise<T>): T | Promise<T> {
  const before = judging.get(session);
  const verdict = before === undefined ? judge() : before.then(judge, judge);
  if (!(verdict instanceof Promise)) return verdict;
  judging.set(session, verdict);
  const over = (): void => {
    if (judging.get(session) === verdict) judging.delete(session);
  };
  verdict.then(over, over);
  return verdict;
}
