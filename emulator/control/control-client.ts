/** The typed client of a running emulator: the same things as `Emulator`, from another process. */
import { CongvuError } from '../../foundation/error.ts';
import type { LanesView } from '../lanes/index.ts';
import type { MistakesView } from '../policy/defence/met-mistakes.ts';
import type { TokenView } from '../token/state.ts';
import { type Ask, asking, type ControlTarget } from './client/ask.ts';
import { type ClockClient, clockClient } from './client/clock.ts';
import { type FaultsClient, faultsClient } from './client/faults.ts';
import { type JournalClient, journalClient } from './client/journal.ts';
import { type LifeClient, lifeClient } from './client/life.ts';
import { type PinClient, pinClient } from './client/pins.ts';
import type { Patience } from './client/silence.ts';
import { type SnapshotsClient, snapshotsClient } from './client/snapshots.ts';
import { type TokenClient, tokenClient } from './client/tokens.ts';
import type { ClockView } from './movable-clock.ts';

export interface EmulatorStatus {
  readonly dir: string;
  readonly process: number;
  readonly version: string;
  /** Of the control channel. */
  readonly protocol: number;
  readonly controlPort: { readonly url: string; readonly tokenFile: string } | null;
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where applications find it, unless somebody has removed that; an emulator of an older version does not tell it. */
  readonly applicationSocket?: { readonly path: string; readonly there: boolean };
  readonly journal: string;
  readonly journalDropped: number;
  /** What had to be done to the journal when the emulator started. */
  readonly journalRepaired: string | null;
  readonly applications: number;
  /** Of those that sign in a row, on their shorter way; an emulator of an older version does not tell it. */
  readonly lanes?: LanesView;
  /** Of the emulator's own, since it started; one of an older version does not tell it. */
  readonly mistakes?: MistakesView;
  readonly clock: ClockView;
  readonly tokens: readonly TokenView[];
}

export interface EmulatorCapabilities {
  readonly name: string;
  readonly version: string;
  readonly protocol: number;
  readonly capabilities: readonly string[];
  readonly profiles: readonly string[];
  readonly openApi: string;
  readonly routes: readonly { readonly method: string; readonly path: string; readonly summary?: string }[];
}

/** Token calls are flat, as in `Emulator`; every other area is a group of its own, made in `client/<area>.ts`. */
export interface ControlClient extends TokenClient, PinClient, LifeClient {
  readonly snapshots: SnapshotsClient;
  readonly clock: ClockClient;
  readonly journal: JournalClient;
  readonly faults: FaultsClient;
  status(): Promise<EmulatorStatus>;
  capabilities(): Promise<EmulatorCapabilities>;
  /** Settles when the emulator has let go of its control socket, with the mistakes of its own until it was asked. */
  stop(): Promise<Pick<EmulatorStatus, 'mistakes'>>;
}

/**
 * `controlClient(dir)` speaks over the socket in that folder, `controlClient({ url, token })` over a control port.
 * All calls reject with EMULATOR_NOT_RUNNING when nobody answers, with EMULATOR_OF_ANOTHER_USER when the folder is another
 * user's or the system keeps the present user out, with EMULATOR_DIR_OPEN when others can write there, with EMULATOR_CONTROL_FAILED when the answer makes no sense, with
 * EMULATOR_PROTOCOL_MISMATCH when the emulator is of another version, and else with the
 * emulator's own error. A call may take as long as it needs while the emulator lives: every `patience.between` milliseconds
 * (10 s) it is asked whether it does, and when not a word comes within `patience.word` (20 s) the call rejects with
 * EMULATOR_SILENT, which names its process; over a port with EMULATOR_CONTROL_FAILED.
 */
export function controlClient(target: ControlTarget, patience?: Patience): ControlClient {
  const ask = asking(target, patience);
  return Object.freeze({
    ...tokenClient(ask),
    ...pinClient(ask),
    ...lifeClient(ask),
    snapshots: snapshotsClient(ask),
    clock: clockClient(ask),
    journal: journalClient(ask),
    faults: faultsClient(ask),
    status: () => ask<EmulatorStatus>('GET', '/status'),
    capabilities: () => ask<EmulatorCapabilities>('GET', '/capabilities'),
    stop: async () => {
      const { mistakes } = await ask<Pick<EmulatorStatus, 'mistakes'>>('POST', '/stop');
      while (await stillThere(ask)) await new Promise((done) => setTimeout(done, 20));
      return mistakes === undefined ? {} : { mistakes };
    },
  } satisfies ControlClient);
}

async function stillThere(ask: Ask): Promise<boolean> {
  try {
    await ask('GET', '/status');
    return true;
  } catch (error) {
    if (!(error instanceof CongvuError)) return true;
    if (error.code === 'EMULATOR_SILENT') throw error;
    return error.code !== 'EMULATOR_NOT_RUNNING';
  }
}
