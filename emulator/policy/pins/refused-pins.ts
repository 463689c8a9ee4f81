/**
 * Whether an application sends a PIN again that was refused. Known only in memory, under a key that is made anew for
 * each connection and never leaves it: what is written is one yes or no, never anything made from a PIN.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Application } from '../line/application.ts';

interface Memory {
  readonly key: Buffer;
  /** By serial number of the token. */
  readonly refused: Map<string, Set<string>>;
}

const memories = new WeakMap<Application, Memory>();

/** More wrong PINs than this in one connection are a search, and told as one by their number. */
const maxRemembered = 256;

/** Stands for a PIN inside of this process, for one connection. */
export function pinMark(application: Application, pin: Uint8Array): string {
  return createHmac('sha256', memoryOf(application).key).update(pin).digest('base64');
}

/** True when the same PIN was refused before for that token; then remembers how it went this time. */
export function repeatsRefusedPin(
  application: Application,
  token: string,
  mark: string,
  outcome: 'right' | 'wrong' | 'not looked at',
): boolean {
  const { refused } = memoryOf(application);
  const marks = refused.get(token) ?? new Set<string>();
  refused.set(token, marks);
  const repeats = marks.has(mark);
  if (outcome === 'right') marks.clear();
  if (outcome === 'wrong' && marks.size < maxRemembered) marks.add(mark);
  return repeats;
}

function memoryOf(application: Application): Memory {
  const there = memories.get(application);
  if (there !== undefined) return there;
  const fresh = { key: randomBytes(32), refused: new Map<string, Set<string>>() };
  memories.set(application, fresh);
  return fresh;
}
