/** One application's connection: cuts requests into frames, routes each, writes every answer exactly once. */
import type { Socket } from 'node:net';
import { calls } from '../../wire/calls.ts';
import { bodyStart, callCode, errorFrame } from '../../wire/frame.ts';
import { defaultLimits, type FrameLimits, frameReader } from '../../wire/frame-reader.ts';
import { mechanismAge } from '../../wire/mechanism.ts';
import { CKR } from '../../wire/results.ts';
import { requestShape } from '../../wire/structure.ts';
import { defended } from '../defence/defence.ts';
import { releaseAllEngines } from '../engines/engines.ts';
import { factsOf } from '../journal/call-facts.ts';
import { requestGate } from '../memory/gate.ts';
import { pausesOf } from '../memory/pauses.ts';
import { noMemory, roomForReading } from '../memory/reading.ts';
import { endOperationOf } from '../objects/operations.ts';
import { endPadRequestsOf } from '../pins/pin-pad.ts';
import { stopWaiting } from '../slots/slot-events.ts';
import { newApplication, type Shared } from './application.ts';
import { endHeldCalls } from './held.ts';
import type { Line, Request } from './line.ts';
import { trackOf } from './own-track.ts';
import { route } from './route.ts';

/** The version this server speaks; see README for why it never agrees on a higher one. */
const ownVersion = 0;

export function serveConnection(
  socket: Socket,
  connection: number,
  shared: Shared,
  limits: FrameLimits = defaultLimits,
): void {
  const application = newApplication(connection);
  let greeted = false;
  let pushing = false;

  const reading = roomForReading(shared.memory, {
    stop: () => pauses.hold('emulator'),
    go: () => pauses.release('emulator'),
    abandon: (reason) =>
      defended(line, () => {
        const code = reader.abandon();
        if (code !== undefined) refuseFrame(code, 'frame', CKR.CKR_HOST_MEMORY, reason);
      }),
  });
  const { account } = reading;
  const pauses = pausesOf(socket, reading.paused);
  const line: Line = { application, shared, reply, holdUntil, close: () => socket.destroy(), broke };
  const gate = requestGate({ account, handle, stop: pauses.hold, go: pauses.release });
  const reader = frameReader(limits, {
    frame: (frame) => gate.came(frame, reading.whole()),
    begins: reading.begins,
    oversized,
    thrownAway: (head) => endOperationOf(application, head),
    lost,
  });
  const track = trackOf(socket, {
    clear: () => gate.idle() && pauses.none() && !pushing && reader.between(),
    write,
    push,
  });
  const seat = shared.lanes.seat(line, track);

  function push(chunk: Buffer): void {
    pushing = true;
    defended(line, () => reader.push(chunk));
    pushing = false;
  }

  function write(frame: Buffer): void {
    if (!socket.destroyed && !socket.write(frame)) gate.full(socket.writableLength);
  }

  function holdUntil(drained: (then: () => void) => void): void {
    pauses.hold('emulator');
    drained(() => pauses.release('emulator'));
  }

  /** False: not now, and nothing has been done. May come in the middle of another connection's call, which gave room. */
  function handle(frame: Buffer, held: number): boolean {
    let handled = true;
    defended(line, () => {
      handled = taken(frame, held);
    });
    return handled;
  }

  function taken(frame: Buffer, held: number): boolean {
    if (!gate.open()) return false;
    const started = performance.now();
    shared.wakefulness.called(connection, started);
    shared.lanes.called(started);
    const code = callCode(frame);
    const refusedAtOnce = (name: string, result: number, detail: string): true => {
      account.give(held);
      endOperationOf(application, frame);
      refuseFrame(code, name, result, detail);
      return true;
    };
    const body = bodyStart(frame);
    if (frame.length < body + 4)
      return refusedAtOnce('frame', CKR.CKR_ARGUMENTS_BAD, 'a body without the number of a call');
    const id = frame.readUInt32BE(body);
    const call = calls[id];
    if (call === undefined)
      return refusedAtOnce(`call ${id}`, CKR.CKR_FUNCTION_NOT_SUPPORTED, 'unknown call');
    const shape = requestShape(frame, call, application.mechanisms);
    if (typeof shape === 'string') return refusedAtOnce(call.name, CKR.CKR_ARGUMENTS_BAD, shape);
    const weight = frame.length + shape.room;
    const entered = gate.entered(weight, held);
    if (entered === 'later') return false;
    if (entered === 'never') return refusedAtOnce(call.name, CKR.CKR_HOST_MEMORY, noMemory);
    const request: Request = {
      code,
      call,
      frame,
      shape,
      weight,
      started,
      session: undefined,
      token: undefined,
      pinLength: undefined,
      pinMark: undefined,
      onAnswer: undefined,
      about: undefined,
      gone: undefined,
      atWork: false,
      awaited: false,
      inFault: false,
      answered: false,
      hold: undefined,
    };
    route(line, request);
    return true;
  }

  function reply(request: Request, frame: Buffer, result: number): void {
    if (request.answered) return;
    const { onAnswer } = request;
    if (onAnswer !== undefined) {
      request.onAnswer = undefined;
      // Whoever carried it out is done with it: should the token leave before the answer, nobody will say so again.
      request.atWork = false;
      onAnswer(frame, result);
      return;
    }
    request.answered = true;
    application.underWay.delete(request);
    // Before anybody can act on it: others who do may end in other processes.
    const ended = performance.now();
    write(frame);
    gate.left(request.weight);
    shared.journal.call({
      connection,
      session: request.session,
      function: request.call.name,
      result,
      milliseconds: ended - request.started,
      ended,
      pinLength: request.pinLength,
      facts: factsOf(application, shared, request, frame, result),
      detail: request.detail,
    });
    seat.answered(request, frame, result);
    gate.proceed();
  }

  function refuseFrame(code: number, name: string, result: number, detail: string): void {
    write(errorFrame(code, result));
    shared.journal.call({ connection, function: name, result, milliseconds: 0, detail });
  }

  function oversized(code: number, size: number): void {
    refuseFrame(code, 'frame', CKR.CKR_HOST_MEMORY, `${size} bytes are more than ${limits.frame}`);
  }

  function lost(reason: string): void {
    shared.journal.event({ event: 'connection-refused', connection, detail: reason });
    socket.destroy();
  }

  function broke(error: unknown): void {
    shared.mistakes.met(error, { connection, closed: true });
    socket.destroy();
  }

  function leave(): void {
    if (!shared.applications.delete(application)) return;
    gate.close();
    account.close();
    seat.end();
    stopWaiting(application);
    endHeldCalls(application, CKR.CKR_CRYPTOKI_NOT_INITIALIZED);
    endPadRequestsOf(application, shared);
    shared.interception.current?.forget(connection);
    releaseAllEngines(application);
    shared.journal.event({ event: 'disconnected', connection });
  }

  shared.applications.add(application);
  shared.journal.event({ event: 'connected', connection });
  const left = (): void => defended(line, leave);
  socket.on('error', left);
  socket.on('close', left);
  socket.on('drain', () => defended(line, gate.flows));
  socket.on('data', (chunk: Buffer) => {
    reading.more(chunk.length);
    if (greeted) return push(chunk);
    greeted = true;
    application.mechanisms = mechanismAge(chunk[0] ?? 0);
    write(Buffer.of(ownVersion));
    if (chunk.length > 1) push(chunk.subarray(1));
  });
}
