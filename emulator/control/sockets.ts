/** Sockets in the emulator's folder: path length, leftovers of a killed server, mode 0600 from the first moment. */
import { lstatSync, rmSync } from 'node:fs';
import { createConnection, type Server } from 'node:net';
import { fail } from '../errors.ts';

/** sun_path holds 108 bytes with its NUL; p11-kit's client cuts a longer path without a word. */
export const socketPathLimit = 107;

/** Throws EMULATOR_SOCKET_PATH_TOO_LONG. */
export function checkSocketPath(path: string): void {
  const bytes = Buffer.byteLength(path);
  if (bytes > socketPathLimit)
    throw fail('EMULATOR_SOCKET_PATH_TOO_LONG', { path, bytes, limit: socketPathLimit });
}

/** Takes away a socket that nobody listens on. Throws EMULATOR_SOCKET_IN_USE for anything else at that path. */
export async function clearSocketPath(path: string): Promise<void> {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  if (!entry.isSocket() || (await answers(path))) throw fail('EMULATOR_SOCKET_IN_USE', { path });
  rmSync(path, { force: true });
}

/** Whether somebody accepts connections there. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Listens so that only the owner can ever connect. */
export function listenPrivately(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The socket file is made inside this call: the mask is in force just for it.
    const mask = process.umask(0o177);
    try {
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    } finally {
      process.umask(mask);
    }
  });
}
