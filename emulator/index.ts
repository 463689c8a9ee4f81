/** The token emulator's public door: start it, make tokens, take them away, give them back. */
export { type Behaviour, type BehaviourName, behaviours, type Observation } from './behaviour/index.ts';
export { type ControlClient, controlClient } from './control/control-client.ts';
export { startEmulator } from './emulator.ts';
export type { Emulator, EmulatorOptions, NewToken } from './emulator-interface.ts';
export type { ArmedView, FaultControl, FaultScript, FaultsView } from './faults/index.ts';
export type { JournalCall, JournalEntry, JournalEvent } from './journal/entry.ts';
export type { JournalFilter } from './journal/filter.ts';
export type { JournalQuery } from './journal/query.ts';
export type { MistakesView } from './policy/defence/met-mistakes.ts';
export type {
  DamagedSnapshot,
  RestoredToken,
  SnapshotControl,
  SnapshotView,
} from './policy/life/snapshots.ts';
export { profileIds } from './profiles/index.ts';
export { type Damage, damages } from './token/condition.ts';
export { type TokenKind, tokenKinds } from './token/kind.ts';
export type { TokenView } from './token/state.ts';
