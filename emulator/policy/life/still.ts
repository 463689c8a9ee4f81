/** Holds every token still at once: no login, no PIN, no change of an object, by any application or command that waits. */
import type { StoredToken } from '../../store/stored-token.ts';
import type { TokenStore } from '../../store/token-store.ts';
import type { Shared } from '../line/application.ts';
import { frozenObjects } from '../objects/object-writes.ts';
import { inTurnOf, patient } from './turn.ts';

/** Two who hold all tokens would wait for each other: the second waits for the first. */
const holding = new WeakMap<TokenStore, Promise<unknown>>();

/**
 * Does the work while no token is in the middle of anything; the tokens are those that are there then, in the order of
 * their slots. What needs no waiting (a removal by command) comes before or after whatever `work` does in one go. Throws TOKEN_ENGINE_HANGS.
 */
export function stillAll<T>(
  shared: Shared,
  work: (tokens: readonly StoredToken[]) => Promise<T>,
): Promise<T> {
  const { store } = shared;
  const before = holding.get(store) ?? Promise.resolve();
  const done = before.then(() => heldAll(shared, work));
  holding.set(
    store,
    done.catch(() => undefined),
  );
  return done;
}

async function heldAll<T>(shared: Shared, work: (tokens: readonly StoredToken[]) => Promise<T>): Promise<T> {
  const { store } = shared;
  const held = new Set<StoredToken>();

  async function holdNext(): Promise<T> {
    // Tokens that have come while others were waited for are held too; those that have gone are none.
    const next = store.tokens().find((token) => !held.has(token));
    if (next === undefined) return work(store.tokens());
    held.add(next);
    const frozen = frozenObjects(next);
    const thaw = await patient(shared, next, frozen).catch((error: unknown) => {
      void frozen.then((late) => late());
      throw error;
    });
    try {
      return await inTurnOf(shared, next, holdNext);
    } finally {
      thaw();
    }
  }

  return holdNext();
}
