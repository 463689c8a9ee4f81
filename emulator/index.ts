/** The token emulator's public door: start it, make tokens, take them away, give them back. */
export type { Emulator, EmulatorOptions, NewToken } from './emulator.ts';
export { startEmulator } from './emulator.ts';
export { profileIds } from './profiles/index.ts';
export type { TokenView } from './token/state.ts';
