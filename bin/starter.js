// Ends this process with the one that handed over to it, whatever that one died of: kill -9 reaches only what one started.
// Plain JavaScript on purpose, as congvu.js.

/** Names the descriptor whose other end only that process holds. */
export const starterVariable = 'CONGVU_STARTER_FD';

/** Nothing is waited for and nothing is tidied up, as for whoever is killed so; the file that is left can be gone on with. */
export function endWithStarter() {
  const descriptor = process.env[starterVariable];
  if (descriptor === undefined) return;
  // Programs that this one starts have other starters.
  delete process.env[starterVariable];
  // Loaded here: most starts have no starter, and a short verb need not wait for it.
  const { Socket } = process.getBuiltinModule('node:net');
  const end = () => process.kill(process.pid, 'SIGKILL');
  try {
    // Reading begins by resume(); unref: it keeps nobody waiting.
    new Socket({ fd: Number(descriptor), readable: true, writable: false })
      .on('end', end)
      .on('error', end)
      .resume()
      .unref();
  } catch {
    // No such descriptor: the variable came from elsewhere.
  }
}
