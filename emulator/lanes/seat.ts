/** One connection's way into a lane and back: counting, preparing, handing over, taking back. */
import type { Session } from '../policy/line/application.ts';
import type { Line, Request } from '../policy/line/line.ts';
import { expressMechanism, keyOf, mayServe, watchFor } from './conditions.ts';
import { enterLane, followInEngine, type InLane, type Leaving } from './in-lane.ts';
import { tellingAttributes } from './key-question.ts';
import type { LaneProcess } from './lane-process.ts';
import { type Run, signRun } from './run.ts';
import type { Track } from './track.ts';

export interface Seat {
  /** An answer has gone out the long way. */
  answered(request: Request, reply: Buffer, result: number): void;
  /** The connection is closed. */
  end(): void;
}

/** What a seat needs of all of them. */
export interface Platform {
  /** Signatures in a row before a lane is worth its start. */
  readonly after: number;
  /** A process for that token, which is the caller's until it is given back; undefined: there are enough. */
  borrow(session: Session): LaneProcess | undefined;
  giveBack(process: LaneProcess): void;
  entered(inLane: InLane): void;
  left(inLane: InLane): void;
  /** What the emulator's clock showed at that moment (`Date.now()`), in milliseconds. */
  timeOf(at: number): number;
}

/** A lane that served fewer calls than this times `after` was hardly worth it. */
const worth = 4;
const lastPatience = 1 << 14;

interface Waiting {
  /** 'preparing' until the process has found the key. */
  readonly kind: 'preparing' | 'ready';
  readonly run: Run;
  readonly process: LaneProcess;
  unwatch(): void;
}

type State = { readonly kind: 'off' } | Waiting | { readonly kind: 'in'; readonly inLane: InLane };

const off: State = Object.freeze({ kind: 'off' });

export function seat(line: Line, track: Track, platform: Platform): Seat {
  const { application, shared } = line;
  const run = signRun();
  let patience = platform.after;
  let state: State = off;

  function answered(request: Request, reply: Buffer, result: number): void {
    run.note(request, reply, result);
    const signatures = run.signatures();
    if (state.kind === 'ready') {
      // Between C_SignInit and C_Sign it stays ready.
      if (signatures > 0) enter(state);
      else if (run.present?.count === 0) drop(false);
    } else if (state.kind === 'off' && signatures >= patience) prepare();
  }

  function prepare(): void {
    const { present } = run;
    if (present === undefined) return;
    const { session } = present;
    const possible = expressMechanism(present) !== undefined && mayServe(application, shared, session);
    const process = possible ? platform.borrow(session) : undefined;
    if (process === undefined) {
      run.clear();
      return;
    }
    // From before the key is looked at: what changes meanwhile is not missed.
    const unwatch = watchFor(shared, session, drop);
    const waiting: Waiting = { kind: 'preparing', run: present, process, unwatch };
    state = waiting;
    const settle = (found: boolean): void => {
      if (state !== waiting) return;
      if (found) state = { ...waiting, kind: 'ready' };
      else drop(true);
    };
    findKey(present, process).then(settle, () => settle(false));
  }

  async function findKey(wanted: Run, process: LaneProcess): Promise<boolean> {
    await track.limitWaiting();
    const key = await tellingAttributes(wanted.session, keyOf(wanted));
    return key !== undefined && (await process.prepare(key)) === true;
  }

  /** Not yet in the lane: it all begins anew. */
  function drop(outdated: boolean): void {
    if (state.kind !== 'preparing' && state.kind !== 'ready') return;
    const { process, unwatch, kind } = state;
    state = off;
    unwatch();
    patience = Math.min(patience * 2, lastPatience);
    run.clear();
    // One that is at work on something is not given to others.
    if (outdated || kind === 'preparing') void process.kill();
    platform.giveBack(process);
  }

  function enter({ run: wanted, process, unwatch }: Waiting): void {
    const { present } = run;
    const same = present?.session === wanted.session && present.asked.equals(wanted.asked);
    const mechanism = expressMechanism(wanted);
    const possible = same && !process.gone() && mayServe(application, shared, wanted.session);
    if (!possible || mechanism === undefined) {
      drop(false);
      return;
    }
    if (!track.clear()) return;
    const socket = track.halt();
    if (socket === undefined) {
      drop(false);
      return;
    }
    unwatch();
    const { timeOf } = platform;
    const entry = { line, process, run: present, mechanism, socket, timeOf };
    const inLane = enterLane(entry, (one, leaving) => leave(one, present, leaving));
    state = { kind: 'in', inLane };
    platform.entered(inLane);
  }

  function leave(inLane: InLane, taken: Run, { back, outdated }: Leaving): void {
    const { process } = inLane;
    const served = inLane.drain();
    platform.left(inLane);
    state = off;
    run.clear();
    patience = served < worth * platform.after ? Math.min(patience * 2, lastPatience) : platform.after;
    if (outdated) void process.kill();
    platform.giveBack(process);
    if (back === undefined) {
      track.lose();
      return;
    }
    followInEngine(line, taken, back.initialised && inLane.powered());
    track.goOn(Buffer.from(back.unsent, 'base64'), Buffer.from(back.leftover, 'base64'));
  }

  function end(): void {
    const ending = state;
    if (ending.kind === 'off') return;
    state = off;
    if (ending.kind === 'in') {
      ending.inLane.abandon();
      ending.inLane.drain();
      platform.left(ending.inLane);
    } else ending.unwatch();
    const { process } = ending.kind === 'in' ? ending.inLane : ending;
    void process.kill();
    platform.giveBack(process);
  }

  return Object.freeze({ answered, end });
}
