/**
 * Asks the engine for the next C_SignInit ahead of the application, while the present signature is on its way back.
 *
 * SoftHSM decrypts the key and builds it anew for each C_SignInit: 52 to 85 us of the 490 us that an RSA-2048 signature
 * takes here. An application that signs again and again with one key gets that done while it is busy with its last
 * signature, and each signature wakes the engine once instead of twice (bench/README.md has what that is worth).
 *
 * Nothing is ever promised: what the application gets is the engine's own answer to exactly the C_SignInit it asks for,
 * given a moment earlier, in a spare session of the engine that then changes places with the session's own. It
 * gets it only if the engine would have to say the same now: the session's last call was a C_Sign that ended its
 * operation, and neither the token's state nor an object, a login or a session on it has changed since. In every
 * other case the spare session is closed and the call goes the long way.
 */
import type { StoredToken } from '../../store/stored-token.ts';
import type { TokenState } from '../../token/state.ts';
import { type CallSpec, callIds, callNamed } from '../../wire/calls.ts';
import { valueWriter } from '../../wire/values.ts';
import { changesObjects, makesObjects } from '../objects/object-writes.ts';
import type { Session } from './application.ts';
import type { Request } from './line.ts';

/** So many signatures in a row with one key and mechanism before the next one is prepared. */
const firstPatience = 2;
/** Doubled each time a preparation was in vain, up to this. */
const lastPatience = 1024;

const signCall = callNamed('C_Sign');
const openSession = callNamed('C_OpenSession');
const closeSession = callNamed('C_CloseSession');

/** CKF_SERIAL_SESSION, and CKF_RW_SESSION for a session that writes. */
const sessionFlags = { readOnly: 4, readWrite: 6 };

/** What goes to the engine right behind another frame. */
export interface SentBehind {
  readonly frame: Buffer;
  readonly settle: TakeAnswer;
}

/** Takes the engine's answer to the C_SignInit; undefined when the engine ended first. */
export type TakeAnswer = (reply: Buffer | undefined) => void;

/** A C_SignInit that the engine has been asked for. */
interface Prepared {
  readonly state: TokenState;
  readonly changes: number;
  /** Undefined until the engine has answered. */
  reply: Buffer | undefined;
  answered: boolean;
  take: TakeAnswer | undefined;
}

interface Ahead {
  /** The last C_SignInit as it went to the engine. */
  frame: Buffer;
  /** Where its session handle stands. */
  values: number;
  /** Its mechanism and key as the application sent them. */
  asked: Buffer;
  /** How often it has been followed by C_Sign, with no other call between. */
  inARow: number;
  patience: number;
  /** What the engine's own session has been through: only after `signed` is no operation active in it. */
  step: 'initialised' | 'signing' | 'signed' | 'other';
  /** The spare session of the engine; 'opening' until it is there. */
  spare: number | 'opening' | undefined;
  prepared: Prepared | undefined;
}

const aheadOf = new WeakMap<Session, Ahead>();

/** Counts what may change the engine's answer to a C_SignInit, by token: also what other applications do. */
const changesOn = new WeakMap<StoredToken, number>();

/** Calls by which a key may be open to an application no longer, or another one be there after them. */
const changingAccess = callIds(
  'C_CloseSession',
  'C_InitPIN',
  'C_Login',
  'C_Logout',
  'C_SetOperationState',
  'C_SetPIN',
);

/** Sessions that may own objects: those end with the engine's session, which therefore must stay. */
const owners = new WeakSet<Session>();

/**
 * To be called before a call on a session is carried out, and again when that is done: between the two nobody
 * knows whether the engine has got to it. C_InitToken and what is done to a token from outside change its state.
 */
export function noteCall(call: CallSpec, { attachment: { token } }: Session): void {
  if (!changingAccess.has(call.id) && !changesObjects(call)) return;
  changesOn.set(token, changes(token) + 1);
  token.disturb();
}

function changes(token: StoredToken): number {
  return changesOn.get(token) ?? 0;
}

/**
 * The answer to this C_SignInit, if the engine has been asked already: `take` gets it now or when it comes. From then on
 * the session is the one in which the operation waits. False: it must go to the engine.
 */
export function takeAhead(session: Session, { frame, shape }: Request, take: TakeAnswer): boolean {
  const ahead = aheadOf.get(session);
  const prepared = ahead?.prepared;
  if (ahead === undefined || prepared === undefined || typeof ahead.spare !== 'number') return false;
  const { token } = session.attachment;
  const same = ahead.asked.compare(frame, shape.values + 8, frame.length) === 0;
  const unchanged = prepared.changes === changes(token) && prepared.state === token.state();
  if (!same || !unchanged || ahead.step !== 'signed') return false;
  const used = session.remote;
  session.remote = ahead.spare;
  ahead.spare = used;
  ahead.prepared = undefined;
  ahead.step = 'initialised';
  if (prepared.answered) take(prepared.reply);
  else prepared.take = take;
  return true;
}

/** A C_SignInit goes to the engine, as `sent`. */
export function signInitSent(session: Session, { frame, shape }: Request, sent: Buffer): void {
  if (owners.has(session)) return;
  const ahead = aheadOf.get(session);
  const asked = frame.subarray(shape.values + 8);
  if (ahead === undefined) {
    aheadOf.set(session, {
      frame: Buffer.from(sent),
      values: shape.values,
      asked: Buffer.from(asked),
      inARow: 0,
      patience: firstPatience,
      step: 'initialised',
      spare: undefined,
      prepared: undefined,
    });
    return;
  }
  dropPrepared(session, ahead);
  if (!ahead.asked.equals(asked)) {
    ahead.inARow = 0;
    ahead.frame = Buffer.from(sent);
    ahead.values = shape.values;
    ahead.asked = Buffer.from(asked);
  }
  ahead.step = 'initialised';
}

/** The C_SignInit to send behind a C_Sign in the same write, or undefined: it is not worth it, or not possible. */
export function signSent(session: Session): SentBehind | undefined {
  const ahead = aheadOf.get(session);
  if (ahead === undefined) return undefined;
  if (ahead.step !== 'initialised') {
    otherSent(session, signCall);
    return undefined;
  }
  ahead.step = 'signing';
  ahead.inARow++;
  if (ahead.inARow < ahead.patience) return undefined;
  if (typeof ahead.spare !== 'number') {
    openSpare(session, ahead);
    return undefined;
  }
  const { token } = session.attachment;
  const prepared: Prepared = {
    state: token.state(),
    changes: changes(token),
    reply: undefined,
    answered: false,
    take: undefined,
  };
  ahead.prepared = prepared;
  const frame = Buffer.from(ahead.frame);
  frame.writeUInt32BE(ahead.spare, ahead.values + 4);
  return {
    frame,
    settle: (reply) => {
      prepared.reply = reply;
      prepared.answered = true;
      prepared.take?.(reply);
    },
  };
}

/** The engine has answered a C_Sign; `ended`: with a signature, so that no operation is left in the session. */
export function signAnswered(session: Session, ended: boolean): void {
  const ahead = aheadOf.get(session);
  if (ahead?.step === 'signing') ahead.step = ended ? 'signed' : 'other';
}

/** Any other call of the session goes to the engine: who knows what it leaves behind. */
export function otherSent(session: Session, call: CallSpec): void {
  if (makesObjects(call)) owners.add(session);
  const ahead = aheadOf.get(session);
  if (ahead === undefined) return;
  dropPrepared(session, ahead);
  ahead.inARow = 0;
  ahead.step = 'other';
}

/** To be called before the session is closed: SoftHSM logs out with the last session, which must not be the spare. */
export function closeSpare(session: Session): void {
  const ahead = aheadOf.get(session);
  aheadOf.delete(session);
  if (typeof ahead?.spare === 'number') closeRemote(session, ahead.spare);
}

/** An operation cannot be called off; the session it waits in can be closed. */
function dropPrepared(session: Session, ahead: Ahead): void {
  if (ahead.prepared === undefined) return;
  ahead.prepared = undefined;
  ahead.inARow = 0;
  ahead.patience = Math.min(ahead.patience * 2, lastPatience);
  if (typeof ahead.spare === 'number') closeRemote(session, ahead.spare);
  ahead.spare = undefined;
}

function closeRemote({ link }: Session, remote: number): void {
  if (link.gone()) return;
  link.call(closeSession, valueWriter().ulong(remote).end()).catch(() => undefined);
}

function openSpare(session: Session, ahead: Ahead): void {
  const { attachment, link, readWrite } = session;
  if (ahead.spare === 'opening' || attachment.engine?.link !== link) return;
  ahead.spare = 'opening';
  const flags = readWrite ? sessionFlags.readWrite : sessionFlags.readOnly;
  link.call(openSession, valueWriter().ulong(attachment.engine.slot).ulong(flags).end()).then(
    ({ values }) => {
      ahead.spare = values?.ulong();
      // The session was closed meanwhile.
      if (aheadOf.get(session) !== ahead && ahead.spare !== undefined) closeRemote(session, ahead.spare);
    },
    () => {
      ahead.spare = undefined;
    },
  );
}
