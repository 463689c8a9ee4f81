/** Times of entries that stand in their order: they rise, unless somebody puts the clock back. */
import type { EventName } from '../policy/journal/event-names.ts';

/** Two processes read two clocks one after the other, and may be put aside in between, in milliseconds. */
const jitter = 250;

/** The time to write for an entry that was noted at that time; to be asked once for each, in order. */
export function risingTime(): (at: number, event?: EventName) => number {
  let last = Number.NEGATIVE_INFINITY;
  return (at, event) => {
    const time = at < last && last - at <= jitter ? last : at;
    // Whatever comes behind that goes by another clock.
    last = event === 'clock-moved' ? Number.NEGATIVE_INFINITY : time;
    return time;
  };
}
