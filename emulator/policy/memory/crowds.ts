/** No process has all connections for itself: some stay free, so that others still get in. */
import type { Socket } from 'node:net';

export interface Crowds {
  /** So many connections a process can have. */
  readonly most: number;
  /** One that is open belongs to that process, until it is closed. False: the process has enough. */
  comes(socket: Socket, process: number | undefined): boolean;
}

/** Of so many connections, those that a single process cannot have. */
const forOthers = 8;

export function crowdsOf(connections: number): Crowds {
  const most = connections - forOthers;
  const crowds = new Map<number, number>();

  function comes(socket: Socket, process: number | undefined): boolean {
    if (process === undefined || socket.destroyed) return true;
    const now = crowds.get(process) ?? 0;
    if (now >= most) return false;
    crowds.set(process, now + 1);
    socket.once('close', () => {
      const left = (crowds.get(process) ?? 1) - 1;
      if (left > 0) crowds.set(process, left);
      else crowds.delete(process);
    });
    return true;
  }

  return Object.freeze({ most, comes });
}
