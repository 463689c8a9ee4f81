/** Engines of a server that was killed: they finish their call, a key of 4096 bits at the longest, and end. */
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** Process ids by the folder in which they work: that of their token. From Linux's own table. */
export function runningEngines(): ReadonlyMap<string, readonly number[]> {
  const engines = new Map<string, number[]>();
  for (const name of readdirSync('/proc')) {
    const folder = /^\d+$/.test(name) ? folderOf(Number(name)) : undefined;
    if (folder !== undefined) engines.set(folder, [...(engines.get(folder) ?? []), Number(name)]);
  }
  return engines;
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

/** Undefined for a process that is none, has ended, or is another user's. */
function folderOf(pid: number): string | undefined {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8') !== 'p11-kit-remote\n') return undefined;
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
