/** Finds out what a request is about, and lets a policy or the engine answer it. */
import { CongvuError } from '../../../foundation/error.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { replyFrame } from '../../wire/frame.ts';
import { CKR } from '../../wire/results.ts';
import { valueReader } from '../../wire/values.ts';
import { isMistake } from '../defence/met-mistakes.ts';
import { isOver } from '../leaving/recovery.ts';
import { goesUnderWay, TokenLeft } from '../leaving/under-way.ts';
import { damageAnswers } from '../life/damage.ts';
import { guarded, type Verdict } from '../objects/limits.ts';
import { pinMark } from '../pins/refused-pins.ts';
import { sessionRefusal } from '../slots/session-refusal.ts';
import { answerInPace, inPace, paceOf } from '../timing/pace.ts';
import { noteCall } from './ahead.ts';
import type { Answer, Application, Session } from './application.ts';
import { forward } from './forward.ts';
import { PowerCut } from './intercept.ts';
import { type Line, type Request, refuse } from './line.ts';
import { policies, sessionPolicies } from './table.ts';

const initializeId = 1;
const closeSessionId = 11;

export function route(line: Line, request: Request): void {
  const { application, shared } = line;
  const { call, frame, shape } = request;
  const aboutSession = call.subject === 'session';
  const session = aboutSession ? sessionAt(application, frame, shape.values) : undefined;
  if (session !== undefined) {
    request.session = session;
    request.token = session.attachment.token.identity.serial;
  }
  const refusal = refusalOf(application, request);
  if (refusal !== undefined) {
    refuse(line, request, refusal);
    return;
  }
  const { current } = shared.interception;
  if (current?.takes(line, request, proceed) === true) return;
  carryOut(line, request);
}

/** Goes on with a call that was held back: its session or its token may be gone by now. */
function proceed(line: Line, request: Request): void {
  const { application } = line;
  const { session } = request;
  if (request.gone !== undefined) return;
  const open = session === undefined || application.sessions.get(session.handle) === session;
  const refusal = open ? refusalOf(application, request) : CKR.CKR_SESSION_HANDLE_INVALID;
  if (refusal !== undefined) refuse(line, request, refusal);
  else carryOut(line, request);
}

/** Lets the kind of the token have its say first. */
function carryOut(line: Line, request: Request): void {
  const { session, call } = request;
  const token = session === undefined ? tokenAt(line, request) : session.attachment.token;
  if (token !== undefined) goesUnderWay(line, request, token);
  const recovery = call.id === closeSessionId ? undefined : session?.attachment.recovery;
  if (recovery !== undefined) {
    recovery.over.then(() => proceed(line, request)).catch(line.broke);
    return;
  }
  const verdict = session === undefined ? undefined : guarded(request, session);
  if (verdict === undefined) answered(line, request);
  else if (verdict instanceof Promise) {
    const gone = (error: unknown): void => {
      if (isMistake(error)) tellMistake(line, error);
      refuse(line, request, CKR.CKR_DEVICE_ERROR);
    };
    const go = (late: Verdict = request): void => {
      if (request.gone === undefined) judged(line, request, late);
    };
    verdict.then(go, gone).catch(line.broke);
  } else judged(line, request, verdict);
}

function judged(line: Line, request: Request, verdict: Verdict): void {
  if (typeof verdict === 'number') refuse(line, request, verdict);
  else answered(line, verdict);
}

function answered(line: Line, request: Request): void {
  const { application, shared } = line;
  const { call, frame, shape, session } = request;
  keepPace(line, request);
  if (session !== undefined && damageAnswers(line, request, session)) return;
  const sessionPolicy = sessionPolicies[call.id];
  if (session !== undefined && sessionPolicy === undefined) {
    forward(line, request, session);
    return;
  }
  if (session !== undefined) noteCall(call, session);
  const values = valueReader(frame, session === undefined ? shape.values : shape.values + 8);
  const notePin = (pin: Uint8Array | undefined): void => {
    request.pinLength = pin?.length ?? -1;
    if (pin !== undefined) request.pinMark = pinMark(application, pin);
  };
  const left = (): boolean => request.gone !== undefined;
  const worked = (result: number): Promise<void> => workedInPace(request, result);
  const policed = { application, shared, call, values, notePin, worked, left };
  settle(line, request, () =>
    session === undefined ? policies[call.id]?.(policed) : sessionPolicy?.(policed, session),
  );
}

/** A slow token holds its answer back; one call in a thousand is about a slot, hence the two ways. */
function keepPace(line: Line, request: Request): void {
  const { session, about } = request;
  const ofSlot = session === undefined && about !== undefined;
  const pace = ofSlot ? paceOf(about) : session?.attachment.pace;
  if (pace !== undefined) answerInPace(line, request, pace);
}

function tokenAt({ shared }: Line, { call, frame, shape }: Request): StoredToken | undefined {
  return call.subject === 'slot' ? shared.store.bySlot(frame.readUInt32BE(shape.values + 4)) : undefined;
}

const noFrame = Buffer.alloc(0);

/** Only for calls whose time does not depend on their answer. */
function workedInPace(request: Request, result: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const then = (): void =>
      request.gone === undefined ? resolve() : reject(new TokenLeft('the token has left'));
    inPace(request, { frame: noFrame, result }, then);
  });
}

/** What the state of the application, the session and the token makes impossible, in that order. */
function refusalOf(application: Application, { call, session }: Request): number | undefined {
  if (!application.initialised && call.id !== initializeId) return CKR.CKR_CRYPTOKI_NOT_INITIALIZED;
  if (call.subject !== 'session') return undefined;
  if (session === undefined) return CKR.CKR_SESSION_HANDLE_INVALID;
  if (call.id === closeSessionId) return undefined;
  return sessionRefusal(application, session);
}

function sessionAt(application: Application, frame: Buffer, at: number): Session | undefined {
  return frame.readUInt32BE(at) === 0 ? application.sessions.get(frame.readUInt32BE(at + 4)) : undefined;
}

/** Runs a policy. Whatever breaks in it is the device's fault as far as the application can tell. */
function settle(line: Line, request: Request, policy: () => Answer | Promise<Answer> | undefined): void {
  const done = (): void => {
    if (request.session !== undefined) noteCall(request.call, request.session);
  };
  const give = (answer: Answer = CKR.CKR_FUNCTION_NOT_SUPPORTED): void => {
    done();
    if (request.gone !== undefined) {
      isOver(request);
      return;
    }
    if (typeof answer === 'number') refuse(line, request, answer);
    else line.reply(request, replyFrame(request.code, request.call, answer), CKR.CKR_OK);
  };
  const broke = (error: unknown): void => {
    done();
    const mistake = isMistake(error);
    if (mistake) tellMistake(line, error);
    if (request.gone !== undefined || request.answered) {
      isOver(request);
      return;
    }
    if (error instanceof PowerCut) {
      refuse(line, request, CKR.CKR_DEVICE_REMOVED);
      return;
    }
    if (!mistake) {
      const detail = error instanceof Error ? error.message : 'unknown';
      line.shared.journal.event({ event: 'failure', connection: line.application.connection, detail });
    }
    const full = error instanceof CongvuError && error.code === 'EMULATOR_DISK_FULL';
    refuse(line, request, full ? CKR.CKR_DEVICE_MEMORY : CKR.CKR_DEVICE_ERROR);
  };
  let answer: ReturnType<typeof policy>;
  try {
    answer = policy();
  } catch (error) {
    broke(error);
    return;
  }
  if (!(answer instanceof Promise)) {
    give(answer);
    return;
  }
  request.atWork = true;
  answer.then(give, broke).catch(line.broke);
}

/** Met while the answer was made: the application gets an answer all the same. */
function tellMistake({ shared, application: { connection } }: Line, error: unknown): void {
  shared.mistakes.met(error, { connection, closed: false });
}
