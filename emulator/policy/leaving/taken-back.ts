/** Takes back what an engine has done for a call whose token has left before the answer. */
import type { EndChange } from '../../store/object-changes.ts';
import { callNamed } from '../../wire/calls.ts';
import { replyResult, replyStart } from '../../wire/frame.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import type { Session } from '../line/application.ts';
import type { Request } from '../line/line.ts';
import { makesObjects } from '../objects/object-writes.ts';
import { endBegun, endOperation } from '../objects/operations.ts';

const destroyObject = callNamed('C_DestroyObject');
const findInit = callNamed('C_FindObjectsInit').id;
const findFinal = callNamed('C_FindObjectsFinal');

/** `reply`: the engine's, undefined when it has ended first. `end`: of a change that has not been ended yet. */
export async function takenBack(
  session: Session,
  request: Request,
  reply: Buffer | undefined,
  end: EndChange | undefined,
): Promise<void> {
  const { link } = session;
  const made = reply === undefined ? [] : objectsMade(request, reply);
  const began = reply !== undefined && replyResult(reply) === CKR.CKR_OK;
  if (reply === undefined && end !== undefined) {
    await link.ended();
    await end('cut');
    return;
  }
  // Files first: the journal tells of those.
  await end?.('refused').catch(() => undefined);
  if (link.gone()) return;
  for (const handle of made) {
    const values = valueWriter().ulong(session.remote).ulong(handle).end();
    await link.call(destroyObject, values).catch(() => undefined);
  }
  if (request.call.id === findInit && began) {
    await link.call(findFinal, valueWriter().ulong(session.remote).end()).catch(() => undefined);
    return;
  }
  endOperation(request);
  if (began) endBegun(request);
}

/** Handles in the answer of a call that makes objects; those of the session are in no file. */
function objectsMade({ call }: Request, reply: Buffer): readonly number[] {
  if (!makesObjects(call) || replyResult(reply) !== CKR.CKR_OK) return [];
  const start = replyStart(reply, call);
  const handles: number[] = [];
  for (let at = start; at + 8 <= reply.length; at += 8) handles.push(reply.readUInt32BE(at + 4));
  return handles;
}
