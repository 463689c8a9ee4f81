/** What must still be done when the process ends before its work does: after a second Ctrl-C, or by an error nobody caught. */

const steps = new Set<() => void>();
let watching = false;

/** Does `step` (synchronous; a throw is ignored) when the process ends, the latest first. Gives back how to forget it. */
export function atExit(step: () => void): () => void {
  if (!watching) process.once('exit', runAll);
  watching = true;
  steps.add(step);
  return () => void steps.delete(step);
}

function runAll(): void {
  for (const step of [...steps].reverse()) {
    try {
      step();
    } catch {
      // The process ends anyway, and the other steps are still to be done.
    }
  }
}
