/** Time is passed in: nothing but `systemClock` reads the machine's clock. */

export interface Clock {
  /** The present moment. Callers may keep the Date: every call returns a fresh one. */
  now(): Date;
}

export const systemClock: Clock = Object.freeze({ now: () => new Date() });

/** A clock that stands still at one moment. */
export function fixedClock(at: Date | string): Clock {
  const time = new Date(at).getTime();
  return Object.freeze({ now: () => new Date(time) });
}
