/** Engines of a server that was killed: nobody will hear their answer, and they would go on writing behind a new server's back. */
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** Milliseconds in which a process that was killed must be gone. */
const patience = 2000;

/** Process ids by the folder in which they work: that of their token. From Linux's own table. */
export function runningEngines(): ReadonlyMap<string, readonly number[]> {
  const engines = new Map<string, number[]>();
  for (const name of readdirSync('/proc')) {
    const folder = /^\d+$/.test(name) ? folderOf(Number(name)) : undefined;
    if (folder !== undefined) engines.set(folder, [...(engines.get(folder) ?? []), Number(name)]);
  }
  return engines;
}

/**
 * Ends those that work in one of these folders, which no other emulator may have: they are locked. What they leave half
 * done is taken back or mended, as after a power cut. Returns when they are gone, or at last when that takes too long.
 */
export function endOrphans(
  folders: readonly string[],
  engines: ReadonlyMap<string, readonly number[]>,
): void {
  for (const folder of folders) {
    for (const pid of engines.get(realpathSync(folder)) ?? []) killed(pid);
    const remain = orphansOf(folder, engines);
    for (let waited = 0; remain() && waited < patience; waited += 5) sleep(5);
  }
}

/** Whether one of those that were there before still works for the token in that folder. */
export function orphansOf(folder: string, engines: ReadonlyMap<string, readonly number[]>): () => boolean {
  const place = realpathSync(folder);
  let pids = engines.get(place) ?? [];
  return () => {
    pids = pids.filter((pid) => folderOf(pid) === place);
    return pids.length > 0;
  };
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself, or is another user's: then it is waited for.
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Undefined for a process that is none, has ended, or is another user's. */
function folderOf(pid: number): string | undefined {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8') !== 'p11-kit-remote\n') return undefined;
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
