/** No process of the emulator leaves an image of its memory behind when it crashes: PINs would stand in it, in clear. */
import { execFile } from 'node:child_process';

/** For `sh -c`, with a program and its arguments behind it, whose process stays the same one: setrlimit(2), RLIMIT_CORE. */
export const withoutCore = 'ulimit -c 0; exec "$0" "$@"';

/**
 * The same for this process, which Node cannot do by itself, and so for all that it starts from then on. prlimit is in
 * every Debian (util-linux is essential); without it things stay as they are.
 */
export function leaveNoCore(): Promise<void> {
  return new Promise((done) => {
    execFile('/usr/bin/prlimit', ['--core=0:0', `--pid=${process.pid}`], { env: {} }, () => done());
  });
}
