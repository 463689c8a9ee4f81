/** The door of this folder. */
export { type LaneSettings, type Lanes, type LanesView, openLanes } from './lanes.ts';
export type { Seat } from './seat.ts';
export type { Track } from './track.ts';
