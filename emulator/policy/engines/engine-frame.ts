/** Requests as engines of another age of p11-kit want them. */
import { headerSize } from '../../wire/frame.ts';
import { type MechanismAge, transcodeMechanism } from '../../wire/mechanism.ts';
import { sayToFirstAge } from '../../wire/structure.ts';
import type { Request } from '../line/line.ts';

/** The frame as the engine's age of p11-kit wants it; undefined when its mechanism cannot be carried over. */
export function framedFor(engine: MechanismAge, client: MechanismAge, request: Request): Buffer | undefined {
  const { frame, call, shape } = request;
  if (engine === 0) sayToFirstAge(frame, call, shape.values);
  if (engine === client || shape.mechanismEnd === 0) return frame;
  const mechanism = transcodeMechanism(
    frame.subarray(shape.mechanismStart, shape.mechanismEnd),
    client,
    engine,
  );
  if (mechanism === undefined) return undefined;
  const whole = Buffer.concat([
    frame.subarray(0, shape.mechanismStart),
    mechanism,
    frame.subarray(shape.mechanismEnd),
  ]);
  whole.writeUInt32BE(whole.length - headerSize - whole.readUInt32BE(4), 8);
  return whole;
}
