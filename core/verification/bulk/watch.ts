/** Whether a worker's present step has used up the time that its file has left, as seen from outside: the step may never end. */
import type { UnderWay } from './under-way.ts';

export interface Terms {
  /** Milliseconds that a file may take. */
  readonly milliseconds: number;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** Of a file that waits for others (hosts, pages), waiting counts. */
  readonly waits: boolean;
}

export interface Watch {
  /** Begins anew: another worker, or one that has had nothing to do. `now` in milliseconds. */
  restart(now: number): void;
  /** `ask`: it may be; the worker's own time says. `over`: it is. */
  look(now: number): 'fine' | 'ask' | 'over';
  /** To an `ask`. `own`: milliseconds that the worker has worked in all; undefined: nobody can tell. `steps`: as they were asked about. */
  isOver(own: number | undefined, steps: number): boolean;
}

/** A file whose steps take so many times what they may together, and do not work, hangs: on a disk that does not answer, for one. */
export const patience = 6;

type Present = Pick<UnderWay, 'number' | 'steps' | 'spent' | 'begunAt' | 'held'>;

export function watch(present: Present, { milliseconds, every, waits }: Terms): Watch {
  let seen: number | undefined;
  let looked = 0;
  /** Milliseconds for which a file was seen at the same step, in all its steps: others take their turns between them. */
  const waited = new Map<number, number>();
  const forgetDone = (number: number) => {
    const held = present.held();
    for (const one of waited.keys()) if (one !== number && !held.includes(one)) waited.delete(one);
  };
  return Object.freeze({
    restart: (now: number) => {
      seen = undefined;
      waited.clear();
      looked = now;
    },
    look: (now: number) => {
      // Between two looks far from each other the program was stopped or the computer asleep: nobody has worked.
      const awake = Math.min(now - looked, 2 * every);
      looked = now;
      const steps = present.steps();
      const number = present.number() ?? -1;
      if (waited.size > 0) forgetDone(number);
      const before = waited.get(number) ?? 0;
      const own = steps === seen ? before + awake : before;
      if (own > 0) waited.set(number, own);
      seen = steps;
      if (present.spent() + own <= milliseconds) return 'fine';
      return waits || own > patience * milliseconds ? 'over' : 'ask';
    },
    isOver: (own: number | undefined, steps: number) => {
      if (steps !== present.steps()) return false;
      return own === undefined || present.spent() + own - present.begunAt() > milliseconds;
    },
  });
}
