/** One application's time in a lane: its calls in the journal, what ends it, and where its session stands after it. */

import { namedObject } from '../policy/journal/named-objects.ts';
import { otherSent } from '../policy/line/ahead.ts';
import type { Session } from '../policy/line/application.ts';
import type { Line } from '../policy/line/line.ts';
import { otherBegun } from '../policy/objects/raw-operations.ts';
import { callNamed } from '../wire/calls.ts';
import { transcodeMechanism } from '../wire/mechanism.ts';
import { valueWriter } from '../wire/values.ts';
import type { LaneRecord } from './board.ts';
import { keyOf, watchFor } from './conditions.ts';
import type { LaneProcess, LentSocket } from './lane-process.ts';
import type { HandedBack } from './messages.ts';
import { monotonicAtStart } from './monotonic.ts';
import type { Run } from './run.ts';

export interface InLane {
  /** Tells the journal what the lane has answered; gives how many calls it has answered in all. */
  drain(): number;
  spin(on: boolean): void;
  /** It has been quiet for long. */
  giveUp(): void;
  /** Calls that have not begun are not served any more; nobody hears of it. */
  abandon(): void;
  /** Its token has had its power all the time: an operation that was begun in the lane is not over. */
  powered(): boolean;
  readonly process: LaneProcess;
}

export interface Entry {
  readonly line: Line;
  readonly process: LaneProcess;
  readonly run: Run;
  readonly mechanism: number;
  readonly socket: LentSocket;
  /** What the emulator's clock showed at that moment (`Date.now()`), in milliseconds. */
  readonly timeOf: (at: number) => number;
}

export interface Leaving {
  /** Undefined: the process has ended, and the socket with it. */
  readonly back: HandedBack | undefined;
  /** What the process has loaded may be true no longer. */
  readonly outdated: boolean;
}

export function enterLane(entry: Entry, left: (inLane: InLane, leaving: Leaving) => void): InLane {
  const { line, process, run, mechanism, socket, timeOf } = entry;
  const { session, asked, size } = run;
  const object = namedObject(session, keyOf(run));
  const { powerLosses } = session;
  let outdated = false;
  let calls = 0;

  const unwatch = watchFor(line.shared, session, (lasting) => {
    outdated ||= lasting;
    process.leave();
  });

  function note({ call, milliseconds, inputLength, digest, at, ended }: LaneRecord): void {
    line.shared.journal.call({
      connection: line.application.connection,
      session,
      function: call,
      result: 0,
      milliseconds,
      facts: call === 'C_Sign' ? { mechanism, object, inputLength, digest } : { mechanism, object },
      at: timeOf(at),
      ended: ended - monotonicAtStart,
    });
  }

  const inLane: InLane = Object.freeze({
    drain: () => {
      calls += process.board.drain(note);
      return calls;
    },
    spin: process.board.spin,
    giveUp: process.leave,
    abandon: () => {
      unwatch();
      process.board.leave();
    },
    powered: () => session.powerLosses === powerLosses,
    process,
  });
  process.board.clear();
  const sessionHandle = valueWriter().ulong(session.handle).end().toString('hex');
  const express = { session: sessionHandle, asked: asked.toString('hex'), mechanism, size };
  process.take(socket, line.application.connection, express, (back) => {
    unwatch();
    left(inLane, { back, outdated });
  });
  return inLane;
}

const signInitCall = callNamed('C_SignInit');

/** The engine's session becomes what the application believes it to be: with an operation begun, or without one. */
export function followInEngine({ application }: Line, { session, asked }: Run, initialised: boolean): void {
  if (!initialised) return;
  session.operations.add('Sign');
  begin(session, asked, transcodeMechanism(asked.subarray(0, -8), application.mechanisms, session.link.age));
}

/** Should the engine refuse, the C_Sign that follows is told so. */
function begin(session: Session, asked: Buffer, mechanism: Buffer | undefined): void {
  const { link, remote } = session;
  otherSent(session, signInitCall);
  otherBegun(session, 'Sign');
  if (link.gone() || mechanism === undefined) return;
  const values = Buffer.concat([valueWriter().ulong(remote).end(), mechanism, asked.subarray(-8)]);
  link.call(signInitCall, values).catch(() => undefined);
}
