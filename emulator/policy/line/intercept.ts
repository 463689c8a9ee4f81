/** The place where faults step in before a call is carried out. With nothing armed it costs one check. */
import type { StoredToken } from '../../store/stored-token.ts';
import type { Line, Request } from './line.ts';

/** Carries a call out as if nothing had held it up; looks again at what is possible by now. */
export type Proceed = (line: Line, request: Request) => void;

export interface Interceptor {
  /**
   * True: the call is in its hands; it answers it, or calls `proceed` later, exactly one of both, once.
   * It may also set `request.onAnswer` and leave the call alone.
   */
  takes(line: Line, request: Request, proceed: Proceed): boolean;
  /** That connection is gone: whatever was remembered about it can go too. */
  forget(connection: number): void;
}

/** Part of `Shared`; only the faults write into it. */
export interface Interception {
  current: Interceptor | undefined;
  /** Calls `hear` before `current` changes; the result ends that. */
  heed(hear: () => void): () => void;
  /** Tokens whose power goes at the moment in which a try is counted on disk, before the PIN is looked at. */
  readonly cutWhenCounted: Map<StoredToken, PendingCut>;
}

export interface PendingCut {
  /** Of the call that is to lose its token. */
  readonly connection: number;
  cut(): void;
}

export function newInterception(): Interception {
  const listeners = new Set<() => void>();
  let current: Interceptor | undefined;
  return {
    get current() {
      return current;
    },
    set current(next) {
      for (const hear of [...listeners]) hear();
      current = next;
    },
    heed: (hear) => {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    cutWhenCounted: new Map(),
  };
}

/** The token has no power: whatever was being done with it ends here. */
export class PowerCut extends Error {}

/** A try of that token is on disk. Throws PowerCut where a script says so. */
export function tryCounted({ cutWhenCounted }: Interception, token: StoredToken): void {
  const pending = cutWhenCounted.get(token);
  if (pending === undefined) return;
  cutWhenCounted.delete(token);
  pending.cut();
  throw new PowerCut('the power was cut');
}
