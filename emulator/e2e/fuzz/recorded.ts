/** Records what a real application sends: a socket in the emulator's place that passes everything on. */
import { createConnection, createServer } from 'node:net';
import { defaultLimits, frameReader } from '../../wire/frame-reader.ts';

export interface Recorder {
  readonly frames: readonly Buffer[];
  close(): void;
}

export async function recorder(listenAt: string, emulator: string): Promise<Recorder> {
  const frames: Buffer[] = [];
  const server = createServer((application) => {
    const onward = createConnection(emulator);
    let greeted = false;
    const reader = frameReader(defaultLimits, {
      frame: (frame) => void frames.push(Buffer.from(frame)),
      oversized: () => undefined,
      lost: () => undefined,
    });
    application.on('data', (bytes) => {
      // The first byte is the version, not of a frame.
      reader.push(Buffer.from(greeted ? bytes : bytes.subarray(1)));
      greeted = true;
    });
    application.pipe(onward).pipe(application);
    for (const socket of [application, onward]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((listening) => server.listen(listenAt, listening));
  return Object.freeze({ frames, close: () => void server.close() });
}
