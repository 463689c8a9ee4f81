/** How a process ended that the emulator had started and not asked to leave. */

export type ProcessEnd =
  | { readonly pid: number; readonly signal: string; readonly exitCode?: never }
  | { readonly pid: number; readonly exitCode: number; readonly signal?: never };

export interface Death {
  readonly process: ProcessEnd;
  /** What it complained of, or why it was ended; undefined where nothing is known. */
  readonly reason: string | undefined;
}

/** From what Node tells of a child that has ended. */
export function processEnd(pid: number, exitCode: number | null, signal: string | null): ProcessEnd {
  return signal === null ? { pid, exitCode: exitCode ?? 0 } : { pid, signal };
}
