/** Throws frames at a server in pieces of any size, under any call code, and counts what comes back. */
import { createConnection } from 'node:net';
import { callCode, replyResult } from '../../wire/frame.ts';
import { defaultLimits, frameReader } from '../../wire/frame-reader.ts';
import { resultName } from '../../wire/results.ts';
import { rawApplication, userTypes } from '../raw-application.ts';
import { pins } from '../running.ts';

export interface Outcome {
  /** Result → how many frames got it. */
  readonly results: ReadonlyMap<string, number>;
  /** Frames that got no answer: the connection was closed, or nothing came for a minute. */
  readonly unanswered: number;
}

const patience = 60_000;

/**
 * One connection with one session open and a user logged in. Every frame must get one answer with its call code, several
 * of the same code as many. The last frame may be one that announces more than is allowed.
 */
export async function attack(socketPath: string, frames: readonly Buffer[]): Promise<Outcome> {
  const attacker = await rawApplication(socketPath);
  await attacker.initialize();
  await attacker.login(await attacker.open(1), userTypes.user, pins.pin);
  const open = new Map<number, number>();
  let unanswered = frames.length;
  frames.forEach((frame, index) => {
    // Every tenth under the code of the one before: out of turn, and still answered.
    const code = 1000 + (index % 10 === 9 ? index - 1 : index);
    frame.writeUInt32BE(code, 0);
    open.set(code, (open.get(code) ?? 0) + 1);
  });
  const results = new Map<string, number>();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience);
    const over = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const reader = frameReader(defaultLimits, {
      frame: (reply) => {
        const code = callCode(reply);
        const expected = open.get(code) ?? 0;
        const result = expected === 0 ? 'to nobody' : resultName(replyResult(reply));
        open.set(code, expected - 1);
        results.set(result, (results.get(result) ?? 0) + 1);
        if (expected > 0 && --unanswered === 0) over();
      },
      oversized: over,
      lost: over,
    });
    attacker.socket.removeAllListeners('data');
    attacker.socket.on('data', reader.push);
    attacker.socket.once('close', over);
    const bytes = Buffer.concat(frames);
    // Pieces that end in the middle of headers and of values.
    const piece = 1 + (bytes.length % 4093);
    for (let at = 0; at < bytes.length; at += piece) attacker.socket.write(bytes.subarray(at, at + piece));
  });
  attacker.close();
  return { results, unanswered };
}

/** A frame of `size` bytes that is announced and really sent, in pieces, as fast as the server takes it; its answer. */
export async function sendHuge(socketPath: string, size: number): Promise<string> {
  const socket = createConnection(socketPath);
  socket.on('error', () => undefined);
  socket.write(Buffer.of(0));
  await new Promise((resolve) => socket.once('data', resolve));
  const answer = new Promise<string>((resolve) => {
    const reader = frameReader(defaultLimits, {
      frame: (reply) => resolve(resultName(replyResult(reply))),
      oversized: () => resolve('oversized'),
      lost: () => resolve('lost'),
    });
    socket.on('data', reader.push);
    socket.once('close', () => resolve('closed'));
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const header = Buffer.alloc(12);
  header.writeUInt32BE(16, 0);
  header.writeUInt32BE(size, 8);
  socket.write(header);
  const piece = Buffer.alloc(1 << 20);
  for (let sent = 0; sent < size && !socket.destroyed; sent += piece.length) {
    const more = socket.write(piece.subarray(0, Math.min(piece.length, size - sent)));
    if (!more) await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
  }
  const result = await answer;
  socket.destroy();
  return result;
}
