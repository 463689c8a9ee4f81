/** What the emulator knows of one application: its sessions, its logins, and the engines that serve it. */
import type { Clock } from '../../../foundation/clock.ts';
import type { Lanes } from '../../lanes/index.ts';
import type { EngineLink } from '../../store/engine-link.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { TokenStore } from '../../store/token-store.ts';
import type { CallSpec } from '../../wire/calls.ts';
import type { MechanismAge } from '../../wire/mechanism.ts';
import type { ValueReader } from '../../wire/values.ts';
import type { Mistakes } from '../defence/met-mistakes.ts';
import type { SpareEngines } from '../engines/spare-engines.ts';
import type { Journal } from '../journal/journal.ts';
import type { Recovery } from '../leaving/recovery.ts';
import type { Memory } from '../memory/memory.ts';
import type { Operation } from '../objects/operations.ts';
import type { PinPads } from '../pins/pin-pad.ts';
import type { Wakefulness } from '../timing/awake.ts';
import { type Pace, paceOf } from '../timing/pace.ts';
import type { HeldCall } from './held.ts';
import type { Interception } from './intercept.ts';
import type { Line, Request } from './line.ts';

/** One application's use of one token. Login belongs here, as PKCS#11 wants: never shared with another one. */
export interface Attachment {
  /** The application's. */
  readonly connection: number;
  readonly token: StoredToken;
  /** The engine process, started when first needed; replaced when it has died and a new session is asked for. */
  engine: { readonly link: EngineLink; readonly slot: number } | undefined;
  starting: Promise<{ readonly link: EngineLink; readonly slot: number }> | undefined;
  /** The process of one that is being started: it reads the token. */
  loading: EngineLink | undefined;
  /** C_OpenSession calls that are at it, or wait for it. */
  opening: number;
  login: 'none' | 'user' | 'so';
  /** Until a C_Logout that is under way is over. */
  loggingOut: Promise<void> | undefined;
  /** Logged in with a PIN that must be changed first: until then nothing else is done (profile `duePin: limited`). */
  limited: boolean;
  /** For a token that takes its time. */
  readonly pace: Pace | undefined;
  /** Calls that its token has left behind are still being taken back. */
  recovery: Recovery | undefined;
}

export interface Session {
  readonly handle: number;
  readonly attachment: Attachment;
  /** The engine it was opened on, and its handle there (another one after `takeAhead`). */
  readonly link: EngineLink;
  remote: number;
  readonly readWrite: boolean;
  /** What may have been begun in it and not ended; see operations.ts. */
  readonly operations: Set<Operation>;
  /** How often its token has lost its power since it was opened: what was begun before is no more. */
  powerLosses: number;
  /** The token was taken out meanwhile, and its profile closes sessions then. */
  expired: boolean;
}

export interface Application {
  readonly connection: number;
  mechanisms: MechanismAge;
  initialised: boolean;
  readonly sessions: Map<number, Session>;
  readonly attachments: Map<StoredToken, Attachment>;
  nextSession: number;
  /** The readers that C_GetSlotList(NULL) found last; undefined: it was never asked so. */
  slots: readonly number[] | undefined;
  /** Slots with an event that C_WaitForSlotEvent has not told yet. */
  readonly events: Set<number>;
  /** Held C_WaitForSlotEvent calls. */
  readonly waiting: ((answer: Answer) => void)[];
  /** Calls that a fault or a slow token holds back. */
  readonly held: Set<HeldCall>;
  /** Calls that are being carried out, on their lines. */
  readonly underWay: Map<Request, Line>;
}

/** What all applications of one emulator have in common. */
export interface Shared {
  readonly store: TokenStore;
  /** Every question for the time goes to it, so that a test can move it. */
  readonly clock: Clock;
  readonly journal: Journal;
  /** Of the emulator's own. */
  readonly mistakes: Mistakes;
  readonly applications: Set<Application>;
  /** Tokens that C_InitToken is emptying at this moment. */
  readonly wiping: Set<StoredToken>;
  /** Where faults step in. */
  readonly interception: Interception;
  /** Questions on the PIN pads of the readers. */
  readonly pads: PinPads;
  readonly wakefulness: Wakefulness;
  /** What all connections together may have in it. */
  readonly memory: Memory;
  /** Shorter ways for those who sign in a row. */
  readonly lanes: Lanes;
  /** Where the engine processes come from. */
  readonly engines: SpareEngines;
}

/** A CK_RV other than 0 for an error frame, or the values of a successful reply. */
export type Answer = number | Buffer;

export const nothing: Buffer = Buffer.alloc(0);

/** A call that is answered here. `session` is there exactly for calls about a session. */
export interface PolicedCall {
  readonly application: Application;
  readonly shared: Shared;
  readonly call: CallSpec;
  /** Stands behind the session handle for calls about a session, else at the first value. */
  readonly values: ValueReader;
  /** For the journal: only ever the length. */
  notePin(pin: Uint8Array | undefined): void;
  /**
   * Settles when a card would have done it with that result. Rejects with TokenLeft when the token has left by then, and
   * the application has been told so: nothing more of the call is to be done.
   */
  worked(result: number): Promise<void>;
  /** The token has left meanwhile, and the application has been told so. */
  left(): boolean;
}

export function newApplication(connection: number): Application {
  return {
    connection,
    mechanisms: 0,
    initialised: false,
    sessions: new Map(),
    attachments: new Map(),
    nextSession: 1,
    slots: undefined,
    events: new Set(),
    waiting: [],
    held: new Set(),
    underWay: new Map(),
  };
}

/** The sessions that an application has on a token; those that have ended without its doing are none. */
export function sessionsOn(application: Application, token: StoredToken): readonly Session[] {
  return [...application.sessions.values()].filter(
    ({ attachment, expired }) => attachment.token === token && !expired,
  );
}

export function attachmentOf(application: Application, token: StoredToken): Attachment {
  const known = application.attachments.get(token);
  if (known !== undefined) return known;
  const attachment: Attachment = {
    connection: application.connection,
    token,
    engine: undefined,
    starting: undefined,
    loading: undefined,
    opening: 0,
    login: 'none',
    loggingOut: undefined,
    limited: false,
    pace: paceOf(token),
    recovery: undefined,
  };
  application.attachments.set(token, attachment);
  return attachment;
}
