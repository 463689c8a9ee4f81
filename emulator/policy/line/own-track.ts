/** The socket of a connection, as a lane borrows it: reading stops here while it goes on there. */
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Track } from '../../lanes/index.ts';
import type { SocketHandle } from '../../lanes/lane-process.ts';

export interface TrackParts {
  /** Nothing is under way as far as the connection knows. */
  clear(): boolean;
  write(bytes: Buffer): void;
  push(bytes: Buffer): void;
}

/** Perl is in every Debian (perl-base is essential); Node has no setsockopt. */
const perl = '/usr/bin/perl';

/** SO_RCVTIMEO and SO_SNDTIMEO (socket(7)) of the socket that it inherits: 20 milliseconds. */
const script = `open(my $socket, "+<&=", 3) or exit 1;
my $time = pack("l!l!", 0, 20_000);
exit(setsockopt($socket, 1, 20, $time) && setsockopt($socket, 1, 21, $time) ? 0 : 1);`;

export function trackOf(socket: Socket, { clear, write, push }: TrackParts): Track {
  let limited: boolean | undefined;

  function limitWaiting(): Promise<void> {
    const handle = handleOf(socket);
    if (limited !== undefined || handle === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (good: boolean): void => {
        limited = good;
        resolve();
      };
      const child = spawn(perl, ['-e', script], {
        stdio: ['ignore', 'ignore', 'ignore', handle.fd],
        env: {},
      });
      child.once('error', () => done(false));
      child.once('exit', (code) => done(code === 0));
      child.unref();
    });
  }

  return Object.freeze({
    limitWaiting,
    clear: () => !socket.destroyed && socket.readableLength === 0 && socket.writableLength === 0 && clear(),
    halt: () => {
      const handle = handleOf(socket);
      if (handle === undefined) return undefined;
      socket.pause();
      // A paused socket reads on until its buffer is full; not one byte may be read here now.
      handle.reading = false;
      handle.readStop();
      const blocking = limited === true;
      if (blocking) handle.setBlocking(true);
      return { handle, blocking };
    },
    goOn: (unsent: Buffer, leftover: Buffer) => {
      if (socket.destroyed) return;
      if (limited === true) handleOf(socket)?.setBlocking(false);
      if (unsent.length > 0) write(unsent);
      if (leftover.length > 0) push(leftover);
      const handle = handleOf(socket);
      if (handle === undefined) return;
      handle.reading = true;
      handle.readStart();
      socket.resume();
    },
    lose: () => void socket.destroy(),
  });
}

/** Node keeps it inside; without it there is no lane. */
function handleOf(socket: Socket): SocketHandle | undefined {
  const { _handle: handle } = socket as unknown as { readonly _handle?: Partial<SocketHandle> | null };
  const whole =
    handle?.fd !== undefined &&
    handle.fd >= 0 &&
    handle.readStart !== undefined &&
    handle.readStop !== undefined &&
    handle.setBlocking !== undefined;
  return whole ? (handle as SocketHandle) : undefined;
}
