/** What is due later on the emulator's clock, which a test may move: looked at every few milliseconds while there is any. */
import type { Clock } from '../../foundation/clock.ts';

const pollMs = 20;

export interface Agenda {
  /** Does `work` once the clock has reached `at`, in milliseconds since 1970. */
  add(at: number, work: () => void): void;
  /** Calls `look` at every glance at the clock, until it says that there is nothing more to wait for. */
  watch(look: (now: number) => boolean): void;
  /** Does now what is due by now. */
  check(): void;
  /** Forgets everything, for good. */
  stop(): void;
}

/** `broke` hears of an error that was thrown out of something that was due; the rest goes on. */
export function agenda(clock: Clock, broke: (error: unknown) => void): Agenda {
  let entries: { readonly at: number; readonly work: () => void }[] = [];
  let watchers: ((now: number) => boolean)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function check(): void {
    if (timer === undefined) return;
    const now = clock.now().getTime();
    const due = entries.filter(({ at }) => at <= now);
    entries = entries.filter(({ at }) => at > now);
    for (const { work } of due) tried(work);
    const looking = watchers;
    watchers = [];
    watchers.push(...looking.filter((look) => tried(() => look(now)) === true));
    if (entries.length > 0 || watchers.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function tried<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      broke(error);
      return undefined;
    }
  }

  function start(): void {
    if (!stopped) timer ??= setInterval(check, pollMs).unref();
  }

  return Object.freeze({
    add: (at, work) => {
      entries.push({ at, work });
      start();
    },
    watch: (look) => {
      watchers.push(look);
      start();
    },
    check,
    stop: () => {
      stopped = true;
      clearInterval(timer);
      timer = undefined;
      entries = [];
      watchers = [];
    },
  } satisfies Agenda);
}
