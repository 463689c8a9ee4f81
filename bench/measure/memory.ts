/** Memory of a process and all that it has started, as Linux shares it out. */
import { readdirSync, readFileSync } from 'node:fs';

/** Proportional set size in megabytes of the process and its descendants; those that end meanwhile count nothing. */
export function proportionalMemory(process_: number): number {
  return familyOf(process_).reduce((sum, one) => sum + ownMemory(one), 0);
}

/** The same of its descendants alone, without its own heap, which moves by megabytes as it likes. */
export function descendantsMemory(process_: number): number {
  return proportionalMemory(process_) - ownMemory(process_);
}

function ownMemory(process_: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${process_}/smaps_rollup`))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

function familyOf(process_: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    // The program's name, in brackets, may hold blanks and brackets itself.
    const parent = /\) \S (\d+) /.exec(textOf(`/proc/${name}/stat`))?.[1];
    if (/^\d+$/.test(name) && parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const family = [process_];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
