/** What a running emulator can do, for TypeScript and for the control socket alike. */
import type { Clock } from '../foundation/clock.ts';
import type { ClockControl } from './control/movable-clock.ts';
import type { FaultControl } from './faults/index.ts';
import type { JournalControl } from './journal/control.ts';
import type { JournalSettings } from './journal/journal-file.ts';
import type { LaneSettings, LanesView } from './lanes/index.ts';
import type { MistakesView } from './policy/defence/met-mistakes.ts';
import type { SpareEngineSettings } from './policy/engines/spare-engines.ts';
import type { InitialPins } from './policy/life/initialise.ts';
import type { SnapshotControl } from './policy/life/snapshots.ts';
import type { UnlockPins } from './policy/life/unlock.ts';
import type { PinPadControl } from './policy/pins/pin-pad-control.ts';
import type { RandomBytes } from './store/stored-pin.ts';
import type { TokenEngine } from './store/system.ts';
import type { Damage } from './token/condition.ts';
import type { TokenKind } from './token/kind.ts';
import type { TriesWanted } from './token/pin-tries.ts';
import type { TokenView } from './token/state.ts';

export interface NewToken {
  readonly label: string;
  /** Name of a shipped profile, path of an own one (relative to the working directory), or a whole profile. */
  readonly profile: string | object;
  /** Without a PIN the token is only initialised; without both it is blank. */
  readonly pin?: string | undefined;
  readonly soPin?: string | undefined;
  /** True: blank, for C_InitToken, and then no PIN may be given; false: not blank, so that `soPin` may not be missing. */
  readonly blank?: boolean | undefined;
  /** For profiles that are unlocked with one, and only for them. */
  readonly puk?: string | undefined;
  readonly kind?: TokenKind | undefined;
  /** Made, but not inserted. */
  readonly removed?: boolean | undefined;
}

export interface Emulator {
  readonly dir: string;
  /** The PKCS#11 module that applications load. */
  readonly module: string;
  /** What an application needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly journalFile: string;
  createToken(spec: NewToken): Promise<TokenView>;
  tokens(): readonly TokenView[];
  /** By label or serial number, like all that follow. Throws TOKEN_UNKNOWN. */
  token(label: string): TokenView;
  /** Into the reader that it belongs to, or another: `{ slot }`. */
  insert(label: string, options?: { readonly slot?: number | undefined }): TokenView;
  remove(label: string): TokenView;
  /** For good; its reader stays empty. */
  lose(label: string): TokenView;
  /** As real ones break: see token/condition.ts. Default: `dead`. */
  damage(label: string, damage?: Damage): TokenView;
  /** For tests: what no real device does by itself. */
  repair(label: string): TokenView;
  /** Its keys are known elsewhere, or may be; `copyAs` makes the copy that somebody else signs with. */
  compromise(label: string, options?: { readonly copyAs?: string | undefined }): Promise<TokenView>;
  /** Handed back to the issuer, who can wipe it and give it out again. */
  recall(label: string): TokenView;
  /** Keys, objects and PINs are gone: blank. */
  wipe(label: string): Promise<TokenView>;
  /** Gives the token up with everything; its reader stays, empty, until the emulator stops. */
  deleteToken(label: string): Promise<void>;
  unlock(label: string, pins: UnlockPins): Promise<TokenView>;
  /** The administrator's reset: every counter is full again, PINs stay; for profiles like a TPM. */
  resetTries(label: string): Promise<TokenView>;
  /**
   * For tests, without any PIN: so many tries are left from now on, 0 being locked as by wrong PINs. Of a shared counter one
   * number counts for all. Throws TOKEN_TRIES_MISSING, TOKEN_TRIES_UNSET, TOKEN_TRIES_RANGE, TOKEN_TRIES_SHARED.
   */
  setTries(label: string, tries: TriesWanted): Promise<TokenView>;
  /** For tests, without any PIN: the user PIN, or the SO's, is locked. Throws TOKEN_TRIES_UNSET. */
  lock(label: string, role?: 'user' | 'so'): Promise<TokenView>;
  /** A blank token gets its first PINs, as C_InitToken and C_InitPIN give them. Throws TOKEN_INITIALISED. */
  initialise(label: string, pins: InitialPins): Promise<TokenView>;
  writeProtect(label: string, on: boolean): TokenView;
  /** Answers the PIN pads of readers. */
  readonly pinPad: PinPadControl;
  /** Faults on command: see faults/README.md. */
  readonly faults: FaultControl;
  readonly snapshots: SnapshotControl;
  /** The time of everything in here; tests move it. */
  readonly clock: ClockControl;
  /** What every application did: ask, or follow. */
  readonly journal: JournalControl;
  /** Number of applications connected now. */
  applications(): number;
  /** Applications that sign in a row, on their shorter way. */
  lanes(): LanesView;
  /** Those of the emulator's own that it has lived on after, also when it has stopped. */
  mistakes(): MistakesView;
  /** Everything noted in the journal so far is in the file. */
  flushJournal(): Promise<void>;
  stop(): Promise<void>;
  /** Settles when the emulator has stopped, by whomever. */
  readonly stopped: Promise<void>;
}

export interface EmulatorOptions {
  readonly dir: string;
  /** The machine's clock, on which `emulator.clock` stands. */
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  /** How large the journal may become. */
  readonly journal?: JournalSettings;
  /** Shorter ways for applications that sign in a row; `{ most: 0 }`: none. */
  readonly lanes?: LaneSettings | undefined;
  /** Engine processes that are kept ready for the next application. */
  readonly spareEngines?: SpareEngineSettings | undefined;
  /** Bytes of large requests and answers, of all applications together; default: 512 MiB (policy/memory.ts). */
  readonly memory?: number | undefined;
  /** Also steer it over that port of 127.0.0.1, with the token in `control.token`; 0: any port. */
  readonly controlPort?: number | undefined;
  /** Empty readers to begin with; every token brings one where none is empty. Default: none. */
  readonly readers?: number;
  /** Another p11-kit or SoftHSM than the system's, for example one built from source. */
  readonly engine?: TokenEngine;
  /** For one start after EMULATOR_STATES_LOST: the states of the tokens that are there count as the latest. */
  readonly takeStates?: boolean | undefined;
  /** This process is there for the emulator alone: an error that nobody caught is told, and does not end it. */
  readonly ownProcess?: boolean | undefined;
}
