/** The token emulator's public door: start it, make tokens, take them away, give them back. */
export { startEmulator } from './emulator.ts';
export type { Emulator, EmulatorOptions, NewToken } from './emulator-interface.ts';
export type { ArmedView, FaultControl, FaultScript, FaultsView } from './faults/index.ts';
export { profileIds } from './profiles/index.ts';
export type { TokenView } from './token/state.ts';
