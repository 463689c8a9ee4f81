/**
 * After a token has left in the middle of calls, its engine may still be busy with them: what comes later waits until what
 * they do has been taken back, and meets a token that knows nothing of them.
 */
import { deferred } from '../../../foundation/deferred.ts';
import type { Attachment } from '../line/application.ts';
import type { Request } from '../line/line.ts';

export interface Recovery {
  /** Calls that are not over. */
  left: number;
  readonly over: Promise<void>;
  readonly end: () => void;
}

/** From now on calls of that application on the token wait until this one is over. */
export function awaitEnd(request: Request, attachment: Attachment): void {
  if (attachment.recovery === undefined) {
    const { promise: over, resolve: end } = deferred();
    attachment.recovery = { left: 0, over, end };
  }
  attachment.recovery.left++;
  request.awaited = true;
}

/** The call is over, and what it did has been taken back. */
export function isOver(request: Request): void {
  const attachment = request.session?.attachment;
  const recovery = attachment?.recovery;
  if (!request.awaited || attachment === undefined || recovery === undefined) return;
  request.awaited = false;
  recovery.left--;
  if (recovery.left > 0) return;
  attachment.recovery = undefined;
  recovery.end();
}
