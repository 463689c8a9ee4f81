/** The hot path: a request goes to the engine unread but for its session handle; the reply comes back as it is. */
import type { EngineLink } from '../../store/engine-link.ts';
import type { EndChange } from '../../store/object-changes.ts';
import { callNamed } from '../../wire/calls.ts';
import { replyResult, tellsOnlyLength } from '../../wire/frame.ts';
import { CKR } from '../../wire/results.ts';
import { valueWriter } from '../../wire/values.ts';
import { defended } from '../defence/defence.ts';
import { hasRoomFor, refuseChange } from '../defence/full-disk.ts';
import { framedFor } from '../engines/engine-frame.ts';
import { isOver } from '../leaving/recovery.ts';
import { takenBack } from '../leaving/taken-back.ts';
import { growth } from '../memory/kept-memory.ts';
import { inTurn, objectChange, type Turning, turnOf, wouldWait } from '../objects/object-writes.ts';
import { followOperation } from '../objects/operations.ts';
import { beginSent } from '../objects/raw-operations.ts';
import { sessionRefusal } from '../slots/session-refusal.ts';
import { inPace } from '../timing/pace.ts';
import {
  noteCall,
  otherSent,
  type SentBehind,
  signAnswered,
  signInitSent,
  signSent,
  takeAhead,
} from './ahead.ts';
import type { Session } from './application.ts';
import { type Line, type Request, refuse } from './line.ts';

const attributeValue = callNamed('C_GetAttributeValue').id;
const findInit = callNamed('C_FindObjectsInit').id;
const findFinal = callNamed('C_FindObjectsFinal');
const signInit = callNamed('C_SignInit').id;
const sign = callNamed('C_Sign').id;
/** What SoftHSM says when a key that was there is there no more, by whosever doing. */
const noObject: ReadonlySet<number> = new Set([
  CKR.CKR_KEY_HANDLE_INVALID,
  CKR.CKR_OBJECT_HANDLE_INVALID,
  CKR.CKR_GENERAL_ERROR,
]);

export function forward(line: Line, request: Request, session: Session): void {
  const turn = turnOf(request);
  if (turn === undefined) {
    pass(line, request, session);
    return;
  }
  if (turn === 'list' && wouldWait(turn, session.attachment) && session.attachment.token.objectsUntouched()) {
    pass(line, request, session, { early: true });
    return;
  }
  takeTurn(turn, line, request, session);
}

function takeTurn(turn: Turning, line: Line, request: Request, session: Session): void {
  // Its turn may come in the middle of another connection's answer.
  inTurn(turn, session.attachment, (done) =>
    defended(line, () => {
      if (wentAway(line, request, session)) {
        done();
        isOver(request);
      } else if (turn === 'list') pass(line, request, session, { done });
      else change(line, request, session, done);
    }),
  );
}

/** The session or the token may have gone while it waited: then that is the answer. */
function wentAway(line: Line, request: Request, session: Session): boolean {
  if (request.gone !== undefined) return true;
  const { application } = line;
  const open = application.sessions.get(session.handle) === session;
  const refusal = open ? sessionRefusal(application, session) : CKR.CKR_SESSION_HANDLE_INVALID;
  if (refusal !== undefined) refuse(line, request, refusal);
  return refusal !== undefined;
}

/** A call that changes objects: what is on disk must tell of it before the engine begins, and before the answer leaves. */
function change(line: Line, request: Request, session: Session, done: () => void): void {
  const kind = objectChange(request) ?? 'makes';
  // Destroying makes room.
  if (kind !== 'destroys' && !hasRoomFor(request, session)) {
    done();
    refuseChange(line, request, session);
    return;
  }
  session.attachment.token
    .objectsChange(kind)
    .then(
      (end) => {
        if (!wentAway(line, request, session)) pass(line, request, session, { done, end });
        else
          end('refused')
            .catch(() => undefined)
            .finally(done);
      },
      (error: unknown) => {
        done();
        refuseChange(line, request, session, error);
      },
    )
    .catch(line.broke);
}

/** The list is forgotten, and made when nobody writes. */
function listLater(line: Line, request: Request, session: Session): void {
  const { link, remote } = session;
  const forgotten = link.call(findFinal, valueWriter().ulong(remote).end()).catch(() => undefined);
  forgotten
    .then(() => {
      if (request.gone === undefined) takeTurn('list', line, request, session);
      else isOver(request);
    })
    .catch(line.broke);
}

interface Waited {
  /** To be called when the engine has answered, or will not be asked. */
  readonly done?: () => void;
  /** A list that has not waited for those who write. */
  readonly early?: boolean;
  /** For a change. */
  readonly end?: EndChange | undefined;
}

function pass(line: Line, request: Request, session: Session, waited?: Waited): void {
  const { link } = session;
  const { call } = request;
  let begun: ReturnType<typeof beginSent>;
  const decline = (result: number): void => {
    begun?.(result);
    waited?.end?.('refused').catch(() => undefined);
    waited?.done?.();
    refuse(line, request, result);
  };
  const grown = growth(link, request, line.shared.memory);
  if (grown === undefined) {
    request.detail = 'engines of all applications keep too much already';
    decline(CKR.CKR_HOST_MEMORY);
    return;
  }
  const answer = (reply: Buffer | undefined): void => {
    if (reply !== undefined) begun?.(replyResult(reply));
    noteCall(call, session);
    const { done, end, early } = waited ?? {};
    if (request.gone !== undefined) {
      leftBehind(session, request, reply, waited);
      return;
    }
    const listed = early === true && reply !== undefined && replyResult(reply) === CKR.CKR_OK;
    if (listed && !session.attachment.token.objectsUntouched()) {
      listLater(line, request, session);
      return;
    }
    if (end === undefined) done?.();
    if (end === undefined && request.hold === undefined) {
      give(reply);
      return;
    }
    const told = reply === undefined ? undefined : Buffer.from(reply);
    const heard = told === undefined ? undefined : { frame: told, result: resultOf(told, call.id) };
    inPace(request, heard, () =>
      defended(line, () => {
        if (request.gone !== undefined) leftBehind(session, request, told, waited);
        else if (end === undefined) give(told);
        else keep(end, told);
      }),
    );
  };
  /** Nobody hears of a change that is not on disk, and nobody keeps one that the application is not told of. */
  const keep = (end: EndChange, told: Buffer | undefined): void => {
    const over = (say: () => void): void => {
      if (request.gone !== undefined) {
        leftBehind(session, request, told, { ...waited, end: undefined });
        return;
      }
      waited?.done?.();
      say();
    };
    ended(link, told, end, () => request.gone === undefined)
      .then(
        () => over(() => give(told)),
        (error: unknown) => over(() => refuseChange(line, request, session, error)),
      )
      .catch(line.broke);
  };
  const give = (reply: Buffer | undefined): void => {
    if (reply === undefined) {
      refuse(line, request, CKR.CKR_DEVICE_ERROR);
      return;
    }
    const result = resultOf(reply, call.id);
    grown(reply);
    if (call.id === findInit || noObject.has(result)) session.attachment.token.lookSoon();
    const toldLength = result === CKR.CKR_OK && tellsOnlyLength(reply);
    if (call.id === sign) signAnswered(session, result === CKR.CKR_OK && !toldLength);
    followOperation(session, call.id, result, toldLength);
    line.reply(request, reply, result);
  };
  const answered = (reply: Buffer | undefined): void => defended(line, () => answer(reply));
  begun = beginSent(session, request);
  if (call.id === signInit && takeAhead(session, request, (reply) => answered(coded(reply, request.code))))
    return;
  if (request.shape.vendorShape && link.age === 0) {
    request.detail = 'this p11-kit knows no vendor attribute but bytes';
    decline(CKR.CKR_ATTRIBUTE_TYPE_INVALID);
    return;
  }
  const frame = framedFor(link.age, line.application.mechanisms, request);
  if (frame === undefined) {
    decline(CKR.CKR_MECHANISM_INVALID);
    return;
  }
  frame.writeUInt32BE(0, request.shape.values);
  frame.writeUInt32BE(session.remote, request.shape.values + 4);
  noteCall(call, session);
  request.atWork = true;
  const next = sent(session, request, frame);
  const room =
    next === undefined ? link.send(frame, answered) : link.sendBoth(frame, answered, next.frame, next.settle);
  if (!room) line.holdUntil(link.drained);
}

/** Of an engine that is ending nobody knows what it still does: what it has done is looked at when it is gone. */
async function ended(
  link: EngineLink,
  reply: Buffer | undefined,
  end: EndChange,
  wanted: () => boolean,
): Promise<void> {
  if (reply !== undefined) return end(replyResult(reply) === CKR.CKR_OK ? 'done' : 'refused', wanted);
  await link.ended();
  return end('cut');
}

/** The engine has answered a call whose token has left: whatever it did, nobody has been told of it. */
function leftBehind(
  session: Session,
  request: Request,
  reply: Buffer | undefined,
  waited: Waited | undefined,
): void {
  otherSent(session, request.call);
  const over = (): void => {
    waited?.done?.();
    isOver(request);
  };
  takenBack(session, request, reply, waited?.end).then(over, over);
}

/** Tells `ahead` what goes to the engine; gives back what to send behind it. */
function sent(session: Session, request: Request, frame: Buffer): SentBehind | undefined {
  const { id } = request.call;
  if (id === sign) return signSent(session);
  if (id === signInit) signInitSent(session, request, frame);
  else otherSent(session, request.call);
  return undefined;
}

/** An answer that was given ahead, under the number of the call that gets it. */
function coded(reply: Buffer | undefined, code: number): Buffer | undefined {
  reply?.writeUInt32BE(code, 0);
  return reply;
}

/** C_GetAttributeValue carries its CK_RV behind the attributes. */
function resultOf(reply: Buffer, call: number): number {
  const result = replyResult(reply);
  return result === 0 && call === attributeValue ? reply.readUInt32BE(reply.length - 4) : result;
}
