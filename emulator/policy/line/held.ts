/** Calls that are held back: for some time, or until somebody releases them. They block no other call. */

import { defended } from '../defence/defence.ts';
import type { Application } from './application.ts';
import { type Line, type Request, refuse } from './line.ts';

export interface HeldCall {
  readonly request: Request;
  /** Held until released by hand, not by a timer. */
  readonly hanging: boolean;
  /** Goes on as if the time were over. */
  release(): void;
  /** Answers with that CK_RV. */
  end(result: number): void;
}

/**
 * Holds a call; after `milliseconds`, or never by itself when undefined, `then` is called. When the application is
 * gone it is called at once: nobody waits for the answer. `dropped` is called behind an answer that `end` gives.
 */
export function holdCall(
  line: Line,
  request: Request,
  milliseconds: number | undefined,
  then: () => void,
  dropped: () => void = () => undefined,
): void {
  const { application, shared } = line;
  if (!shared.applications.has(application)) {
    then();
    return;
  }
  const { held } = application;
  const timer = milliseconds === undefined ? undefined : setTimeout(() => settle(then), milliseconds);

  function settle(way: () => void): void {
    if (!held.delete(call)) return;
    clearTimeout(timer);
    // Out of a timer, or of a command that releases many.
    defended(line, way);
  }

  const call: HeldCall = Object.freeze({
    request,
    hanging: milliseconds === undefined,
    release: () => settle(then),
    end: (result: number) =>
      settle(() => {
        request.onAnswer = undefined;
        refuse(line, request, result);
        dropped();
      }),
  });
  held.add(call);
}

/** C_Finalize, or the application is gone: nothing of it is held any longer. */
export function endHeldCalls(application: Application, result: number): void {
  for (const call of [...application.held]) call.end(result);
}
