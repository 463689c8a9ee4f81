/** The emulator's clock: the machine's, until a test moves it or makes it stand still. */
import type { Clock } from '../../foundation/clock.ts';
import { momentGiven } from './duration.ts';
import { fail } from './errors.ts';

/** How the emulator's time differs from the machine's. Plain data, as it is kept on disk. */
export type ClockSetting =
  | { readonly kind: 'running'; readonly offsetMs: number }
  | { readonly kind: 'frozen'; readonly at: string };

export interface ClockView {
  /** The emulator's present moment, ISO 8601 in UTC. */
  readonly now: string;
  readonly running: boolean;
  /** How far it is ahead of the machine's clock; negative: behind. */
  readonly offsetMs: number;
}

/** The clock that tests move: `emulator.clock`. Every question for the time inside the emulator goes to it. */
export interface ClockControl extends Clock {
  /** What this clock showed, as it is set now, at a moment of the machine's; both in milliseconds. */
  timeOf(machineMoment: number): number;
  view(): ClockView;
  /** Puts it to that moment; it goes on or stands still as before. Throws EMULATOR_CLOCK_OUT_OF_RANGE, as all below. */
  set(to: Date | string): ClockView;
  /** Moves it by that much; negative: back. */
  advance(milliseconds: number): ClockView;
  /** It stands still, now or at that moment. */
  freeze(at?: Date | string): ClockView;
  /** It goes on from where it is. */
  run(): ClockView;
  /** Back to the machine's time. */
  reset(): ClockView;
}

export const machineTime: ClockSetting = Object.freeze({ kind: 'running', offsetMs: 0 });

/** Certificates and ISO 8601 have four digits for the year. */
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** `changed` is told the new setting before it holds; when it throws, nothing has changed. */
export function movableClock(
  machine: Clock,
  start: ClockSetting = machineTime,
  changed: (setting: ClockSetting, view: ClockView) => void = () => undefined,
): ClockControl {
  let setting = start;

  function shown(under: ClockSetting, real: number): ClockView {
    const at = timeUnder(under, real);
    return Object.freeze({
      now: new Date(at).toISOString(),
      running: under.kind === 'running',
      offsetMs: at - real,
    });
  }

  /** The machine's clock is looked at once for all of a move: it goes on between two looks. */
  function take(move: (real: number) => ClockSetting): ClockView {
    const real = machineNow();
    const next = move(real);
    const view = shown(next, real);
    changed(next, view);
    setting = next;
    return view;
  }

  const machineNow = (): number => machine.now().getTime();
  const runningFrom = (at: number, real: number): ClockSetting =>
    Object.freeze({ kind: 'running', offsetMs: at - real });
  const frozenAt = (at: number): ClockSetting =>
    Object.freeze({ kind: 'frozen', at: new Date(at).toISOString() });
  const movedTo = (at: number, real: number): ClockSetting =>
    setting.kind === 'frozen' ? frozenAt(at) : runningFrom(at, real);

  return Object.freeze({
    now: () => new Date(timeUnder(setting, machineNow())),
    timeOf: (machineMoment: number) => timeUnder(setting, machineMoment),
    view: () => shown(setting, machineNow()),
    set: (to) => take((real) => movedTo(momentOf(to), real)),
    advance: (milliseconds) =>
      take((real) => {
        const at = inRange(timeUnder(setting, real) + milliseconds, `${milliseconds} milliseconds more`);
        return movedTo(at, real);
      }),
    freeze: (at) => take((real) => frozenAt(at === undefined ? timeUnder(setting, real) : momentOf(at))),
    run: () => take((real) => runningFrom(timeUnder(setting, real), real)),
    reset: () => take(() => machineTime),
  } satisfies ClockControl);
}

/** Never outside of the years that can be written, however long a moved clock runs. */
function timeUnder(setting: ClockSetting, real: number): number {
  const at = setting.kind === 'frozen' ? Date.parse(setting.at) : real + setting.offsetMs;
  return Math.min(Math.max(at, earliest), latest);
}

function momentOf(given: Date | string): number {
  const at = typeof given === 'string' ? momentGiven(given) : given;
  return inRange(at.getTime(), String(given));
}

function inRange(at: number, given: string): number {
  if (at >= earliest && at <= latest) return at;
  throw fail('EMULATOR_CLOCK_OUT_OF_RANGE', { given });
}
