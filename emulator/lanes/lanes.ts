/**
 * Lanes: an application that signs again and again with one key is handed, with its socket, to a process of its own that
 * has the token's SoftHSM inside, and comes back with the first call that is anything else. So each call wakes one
 * process instead of two, as with a stock p11-kit server; everything that makes a token a token stays where it was.
 */
import { availableParallelism } from 'node:os';
import type { Session } from '../policy/line/application.ts';
import type { Line } from '../policy/line/line.ts';
import type { InLane } from './in-lane.ts';
import { laneNode } from './lane-node.ts';
import { type LanePlace, type LaneProcess, startLane } from './lane-process.ts';
import { type Platform, type Seat, seat } from './seat.ts';
import type { Track } from './track.ts';

export interface LaneSettings {
  /** So many at once; 0: none, every call goes the long way. Default: one for each core. */
  readonly most?: number | undefined;
  /** Signatures in a row before an application gets one. Default: 100. */
  readonly after?: number | undefined;
}

export interface LanesView {
  /** So many at once. */
  readonly most: number;
  /** Applications that are in one. */
  readonly now: number;
  /** How often one was entered, since the emulator was started. */
  readonly entered: number;
}

export interface Lanes {
  /** Every connection has one. */
  seat(line: Line, track: Track): Seat;
  /** A call of any connection goes the long way. */
  called(now: number): void;
  /** The journal is told of all that lanes have answered by now. */
  drain(): void;
  /** An application is in one. */
  busy(): boolean;
  view(): LanesView;
  /** Ends them all, sockets included. */
  close(): Promise<void>;
}

const defaultAfter = 100;
/** Milliseconds without a call after which a socket is given back. */
const idle = 15_000;
/** So long a process without a socket stays for the next one. */
const warm = 20_000;
/** The interval at which the journal writes what lanes tell of; while nothing happens, less often. */
const ticks = { busy: 50, quiet: 250 } as const;
/** Milliseconds without a call on the long way before an application counts as alone. */
const solitude = 20;

export interface LaneParts extends LanePlace {
  /** What the emulator's clock showed at that moment (`Date.now()`), in milliseconds. */
  readonly timeOf: (at: number) => number;
}

export function openLanes(parts: LaneParts, settings: LaneSettings = {}): Lanes {
  const cores = availableParallelism();
  const node = laneNode();
  const { most: wanted = cores, after = defaultAfter } = settings;
  const most = node === undefined ? 0 : wanted;
  /** Until they have ended. */
  const processes = new Set<LaneProcess>();
  /** Those without an application; the value ends their rest. */
  const resting = new Map<LaneProcess, () => void>();
  const inLanes = new Map<InLane, { calls: number; since: number }>();
  let ticking: NodeJS.Timeout | undefined;
  let lastLongWay = 0;
  let entered = 0;
  let closed = false;

  function borrow({ attachment: { token } }: Session): LaneProcess | undefined {
    if (closed || node === undefined) return undefined;
    for (const one of resting.keys()) if (one.gone()) dismiss(one);
    const rested = [...resting.keys()].find((one) => one.token === token);
    if (rested !== undefined) {
      wake(rested);
      return rested;
    }
    if (processes.size >= most) {
      const [other] = resting.keys();
      if (other === undefined) return undefined;
      dismiss(other);
      return undefined;
    }
    try {
      const started = startLane(node, token, parts);
      processes.add(started);
      return started;
    } catch {
      return undefined;
    }
  }

  function giveBack(process: LaneProcess): void {
    if (process.gone() || closed) {
      dismiss(process);
      return;
    }
    const timer = setTimeout(dismiss, warm, process).unref();
    // Other keys may be in its token's folder then.
    const unheed = process.token.heed((contents) => {
      if (contents) dismiss(process);
    });
    resting.set(process, () => {
      clearTimeout(timer);
      unheed();
    });
  }

  function wake(process: LaneProcess): void {
    resting.get(process)?.();
    resting.delete(process);
  }

  function dismiss(process: LaneProcess): void {
    wake(process);
    void process.kill().then(() => processes.delete(process));
  }

  function tick(): void {
    const now = performance.now();
    const busy: InLane[] = [];
    for (const [one, known] of [...inLanes]) {
      const calls = one.drain();
      if (calls !== known.calls) {
        inLanes.set(one, { calls, since: now });
        busy.push(one);
      } else if (now - known.since > idle) one.giveUp();
    }
    const alone = cores > 1 && busy.length === 1 && now - lastLongWay > solitude;
    for (const one of inLanes.keys()) one.spin(alone && one === busy[0]);
    ticking = inLanes.size === 0 ? undefined : later(busy.length > 0 ? ticks.busy : ticks.quiet);
  }

  function later(milliseconds: number): NodeJS.Timeout {
    return setTimeout(tick, milliseconds).unref();
  }

  const platform: Platform = {
    after,
    borrow,
    giveBack,
    entered: (one) => {
      entered++;
      inLanes.set(one, { calls: 0, since: performance.now() });
      ticking ??= later(ticks.busy);
    },
    left: (one) => void inLanes.delete(one),
    timeOf: parts.timeOf,
  };

  return Object.freeze({
    seat: (line, track) => (most === 0 ? noSeat : seat(line, track, platform)),
    called: (now) => {
      if (inLanes.size > 0) lastLongWay = now;
    },
    drain: () => {
      for (const one of inLanes.keys()) one.drain();
    },
    busy: () => inLanes.size > 0,
    view: () => ({ most, now: inLanes.size, entered }),
    close: async () => {
      closed = true;
      clearTimeout(ticking);
      for (const one of inLanes.keys()) {
        one.process.board.leave();
        one.drain();
      }
      inLanes.clear();
      for (const process of resting.keys()) wake(process);
      await Promise.all([...processes].map((process) => process.kill()));
    },
  } satisfies Lanes);
}

const noSeat: Seat = Object.freeze({ answered: () => undefined, end: () => undefined });
