/** The children of a process, from Linux's own table. */
import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of that process's children with these letters in their command line; of all of them without. */
export function childrenOf(parent: number, letters = ''): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // After the name in brackets: state, parent.
        const child = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
        return child && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(letters);
      } catch {
        return false;
      }
    });
}
