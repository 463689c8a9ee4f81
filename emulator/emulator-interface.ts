/** What a running emulator can do, for TypeScript and for the control socket alike. */
import type { Clock } from '../foundation/clock.ts';
import type { UnlockPins } from './policy/life/unlock.ts';
import type { RandomBytes } from './store/stored-pin.ts';
import type { TokenEngine } from './store/system.ts';
import type { TokenView } from './token/state.ts';

export interface NewToken {
  readonly label: string;
  readonly profile: string;
  /** Without a PIN the token is only initialised; without both it is blank. */
  readonly pin?: string | undefined;
  readonly soPin?: string | undefined;
  readonly kind?: 'personal' | 'agency' | undefined;
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
  insert(label: string): TokenView;
  remove(label: string): TokenView;
  lose(label: string): TokenView;
  unlock(label: string, pins: UnlockPins): Promise<TokenView>;
  /** Number of applications connected now. */
  applications(): number;
  /** Everything noted in the journal so far is in the file. */
  flushJournal(): Promise<void>;
  stop(): Promise<void>;
  /** Settles when the emulator has stopped, by whomever. */
  readonly stopped: Promise<void>;
}

export interface EmulatorOptions {
  readonly dir: string;
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  /** Another p11-kit or SoftHSM than the system's, for example one built from source. */
  readonly engine?: TokenEngine;
}
