/** Faults on command: the door of this folder for the rest of the emulator. */

export type { CatalogueEntry } from './catalogue.ts';
export { type FaultControl, type FaultOptions, type FaultSource, faultControl } from './control.ts';
export type { FaultAction, FaultRule, FaultScript } from './script.ts';
export type { ArmedView, FaultsView, HeldView } from './views.ts';
