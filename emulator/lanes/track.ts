/** What a lane needs of a connection: its socket, when nothing is under way on it. */
import type { LentSocket } from './lane-process.ts';

export interface Track {
  /** Every request has been answered, nothing is half read, and nothing waits to be written. */
  clear(): boolean;
  /** Limits how long a read or write of the socket may wait, so that a lane can wait in one. */
  limitWaiting(): Promise<void>;
  /**
   * Stops reading; what the application sends from now on stays with the kernel. Undefined: it cannot be done.
   */
  halt(): LentSocket | undefined;
  /** Reads on: first what a lane has read and not served. `unsent` belongs to an answer that it has begun. */
  goOn(unsent: Buffer, leftover: Buffer): void;
  /** Nobody knows what has been read of it: the connection is closed. */
  lose(): void;
}
