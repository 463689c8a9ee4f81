/** What engine processes keep: p11-kit's server never gives back the buffer that its largest message has needed. */
import type { EngineLink } from '../../store/engine-link.ts';
import type { Request } from '../line/line.ts';
import type { Memory } from './memory.ts';

/** Less than this is not worth a thought beside the eight megabytes of the process itself. */
const small = 1024 * 1024;

interface Kept {
  readonly bytes: number;
  readonly release: () => void;
}

const keptBy = new WeakMap<EngineLink, Kept>();

const nothingMore = (): void => undefined;

/**
 * For a request that is about to go to that engine, which may make it keep more; undefined: it must not go, since engines
 * keep too much already. The answer, which the result hears, shows what it has needed.
 */
export function growth(
  link: EngineLink,
  { frame, shape, weight }: Request,
  memory: Memory,
): ((answer: Buffer) => void) | undefined {
  if (weight <= small) return nothingMore;
  const before = keptIn(link);
  const bytes = Math.max(frame.length, shape.room);
  if (bytes > before) {
    if (!memory.mayKeep(bytes - before)) return undefined;
    keeps(link, bytes, memory);
  }
  return (answer) => keeps(link, Math.max(frame.length, answer.length, before), memory);
}

function keptIn(link: EngineLink): number {
  return keptBy.get(link)?.bytes ?? 0;
}

function keeps(link: EngineLink, bytes: number, memory: Memory): void {
  const known = keptBy.get(link);
  known?.release();
  keptBy.set(link, { bytes, release: memory.keep(bytes) });
  // It may have ended already, with its last answer on the way.
  if (known === undefined)
    void link.ended().then(() => {
      keptBy.get(link)?.release();
      keptBy.delete(link);
    });
}

/** Worth being replaced when nobody needs this very process any longer. */
export function hasMuch(link: EngineLink): boolean {
  return keptIn(link) > small;
}
