/** How fast a token works: its profile's latencies, one operation after the other as in a card. */
import { type Dice, dice } from '../../../foundation/dice.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import type { Latency } from '../../token/profile.ts';
import { holdCall } from '../line/held.ts';
import type { Line, Request } from '../line/line.ts';
import { workNames } from './work-names.ts';

export interface Pace {
  readonly latency: Readonly<Record<string, Latency>>;
  /** Seeded by the profile, else by the serial number: the same token hesitates in the same way each time the emulator runs. */
  readonly dice: Dice;
  /** On `performance.now()`: until then the card works for somebody. */
  busyUntil: number;
}

/** Shared by all applications of a token. */
const paces = new WeakMap<StoredToken, Pace>();

/** Undefined for a token that answers as fast as it can. */
export function paceOf(token: StoredToken): Pace | undefined {
  const { latency, latencySeed } = token.profile;
  if (Object.keys(latency).length === 0) return undefined;
  const known = paces.get(token);
  if (known !== undefined) return known;
  const seed = latencySeed ?? Number.parseInt(token.identity.serial.slice(0, 8), 16);
  const pace: Pace = { latency, dice: dice(seed), busyUntil: 0 };
  paces.set(token, pace);
  return pace;
}

/**
 * Holds the answer of the call back until a card of that pace would have it. Set just before the call is carried out;
 * a fault's work on the answer comes after. What makes or counts something waits before that is done (`request.hold`), so
 * that a token that leaves meanwhile has not done it.
 */
export function answerInPace(line: Line, request: Request, pace: Pace): void {
  const inner = request.onAnswer;
  let waited = false;
  const wait = (frame: Buffer, result: number, then: () => void): void => {
    waited = true;
    const ms = workMilliseconds(pace, workNames(request, frame, result));
    const due = Math.max(request.started, pace.busyUntil) + ms;
    const left = due - performance.now();
    // What takes no time is answered by the module, and does not wait for the card.
    if (ms > 0) pace.busyUntil = due;
    if (ms === 0 || left <= 0) {
      then();
      return;
    }
    // Whoever calls C_Finalize, or ends, does not keep the card from ending its work.
    holdCall(line, request, left, then, then);
  };
  request.hold = wait;
  request.onAnswer = (frame, result) => {
    request.onAnswer = inner;
    if (waited || request.gone !== undefined) line.reply(request, frame, result);
    else
      wait(frame, result, () => {
        if (request.gone === undefined) line.reply(request, frame, result);
      });
  };
}

/** Calls `then` when a card would be done with that answer; at once when the engine gave none, or the card is done. */
export function inPace(
  request: Request,
  answer: { readonly frame: Buffer; readonly result: number } | undefined,
  then: () => void,
): void {
  const { hold } = request;
  request.hold = undefined;
  if (hold === undefined || answer === undefined) then();
  else hold(answer.frame, answer.result, then);
}

/** The first of the names that the profile has a time for; throws the dice. */
export function workMilliseconds({ latency, dice: { unit } }: Pace, names: readonly string[]): number {
  const name = names.find((one) => Object.hasOwn(latency, one));
  const entry = name === undefined ? undefined : latency[name];
  if (entry === undefined) return 0;
  return Math.max(0, entry.ms + (2 * unit() - 1) * (entry.jitterMs ?? 0));
}
