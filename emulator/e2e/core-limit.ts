/** How large a core file a process may leave, as the kernel has it; and this process as a shell leaves it that wants some. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Soft and hard limit: `0`, `unlimited` or a number of bytes. */
export function coreLimit(process: number): readonly string[] {
  const limits = readFileSync(`/proc/${process}/limits`, 'utf8');
  return /^Max core file size +(\S+) +(\S+)/m.exec(limits)?.slice(1) ?? [];
}

/** While `work` is done, what this process starts may leave core files, as far as the hard limit lets it. */
export async function withCores(work: () => Promise<void>): Promise<void> {
  const [soft = '0', hard = '0'] = coreLimit(process.pid);
  const set = (limit: string): void => {
    execFileSync('/usr/bin/prlimit', [`--core=${limit}:${hard}`, `--pid=${process.pid}`]);
  };
  set(hard);
  try {
    await work();
  } finally {
    set(soft);
  }
}
