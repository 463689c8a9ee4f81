/** Takes down what a document holds beside its fixed pages, each kind once with its first place and how many there are. */
import { isKind, type PdfObject } from '../../pdf/reading/index.ts';
import type { LiveFacts } from '../facts/facts.ts';

type Role =
  | 'action'
  | 'file'
  | 'names'
  | 'stream'
  | 'resources'
  | 'part'
  | 'shown'
  | 'step'
  | 'state'
  | 'colours';

/** Dictionaries and streams that are looked at: a letter has some twenty. */
export const mostLooked = 50_000;
/** Fields above a field. */
export const deepestField = 32;

/** What is thrown when there are more. Never leaves this folder. */
export class TooMuch extends Error {}

/** A class because all parts of the search share what is left of it. It lives for one file. */
export class Notes {
  private readonly found = new Map<LiveFacts['kind'], LiveFacts>();
  private readonly seen = new Map<Role, Set<number>>();
  private left = mostLooked;

  note(kind: LiveFacts['kind'], place: string, name = ''): void {
    const known = this.found.get(kind);
    this.found.set(
      kind,
      known === undefined ? { kind, place, name, count: 1 } : { ...known, count: known.count + 1 },
    );
  }

  /** Throws TooMuch. */
  look(): void {
    this.left -= 1;
    if (this.left < 0) throw new TooMuch();
  }

  /** Whether what stands there is met for the first time in this role: one object may be given several. */
  isNew(role: Role, object: PdfObject | undefined): boolean {
    if (!isKind(object, 'reference')) return true;
    const seen = this.seen.get(role) ?? new Set();
    if (seen.has(object.number)) return false;
    this.seen.set(role, seen.add(object.number));
    return true;
  }

  get all(): readonly LiveFacts[] {
    return [...this.found.values()];
  }
}
