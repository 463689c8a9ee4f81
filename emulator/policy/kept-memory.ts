/** What engine processes keep: p11-kit's server never gives back the buffer that its largest message has needed. */
import type { EngineLink } from '../store/engine-link.ts';
import type { Request } from './line.ts';
import type { Memory } from './memory.ts';

/** Less than this is not worth a thought beside the eight megabytes of the process itself. */
const small = 1024 * 1024;

interface Kept {
  readonly bytes: number;
  readonly release: () => void;
}

const keptBy = new WeakMap<EngineLink, Kept>();

/** For a request that is about to go to that engine; false: it must not, since engines keep too much already. */
export function mayGrow(link: EngineLink, { frame, shape, weight }: Request, memory: Memory): boolean {
  if (weight <= small) return true;
  const bytes = Math.max(frame.length, shape.room);
  const known = keptBy.get(link)?.bytes ?? 0;
  if (bytes <= known) return true;
  if (!memory.mayKeep(bytes - known)) return false;
  keeps(link, bytes, memory);
  return true;
}

/** The answer shows what it has needed, where `before` is what it kept until then. */
export function hasGrown(
  link: EngineLink,
  { frame, weight }: Request,
  reply: Buffer,
  { memory, before }: { readonly memory: Memory; readonly before: number },
): void {
  if (weight > small) keeps(link, Math.max(frame.length, reply.length, before), memory);
}

export function keptIn(link: EngineLink): number {
  return keptBy.get(link)?.bytes ?? 0;
}

function keeps(link: EngineLink, bytes: number, memory: Memory): void {
  keptBy.get(link)?.release();
  const release = memory.keep(bytes);
  keptBy.set(link, { bytes, release });
  // It may have ended already, with its last answer on the way.
  void link.ended().then(release);
}

/** Worth being replaced when nobody needs this very process any longer. */
export function hasMuch(link: EngineLink): boolean {
  return keptIn(link) > small;
}
