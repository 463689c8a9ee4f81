/** Values by which pages are drawn and that viewers take differently, beside what else was found in a file. */
import type { OddValue, OddValues, Weight } from '../../pdf/values/index.ts';
import type { LiveFacts } from '../facts/facts.ts';
import { mostLooked } from './notes.ts';

const kinds: Readonly<Record<Weight, LiveFacts['kind']>> = {
  unknown: 'odd-value',
  transfer: 'transfer',
  colours: 'colours',
};

/** Of each kind the first with how many there are, counted with those of `live`. */
export function withValues(live: readonly LiveFacts[], { found, isWhole }: OddValues): readonly LiveFacts[] {
  const all = new Map(live.map((one) => [one.kind, one]));
  for (const odd of found) {
    const fact = factOf(odd);
    const known = all.get(fact.kind);
    all.set(fact.kind, known === undefined ? fact : { ...known, count: known.count + 1 });
  }
  if (!isWhole && !all.has('unexamined')) {
    all.set('unexamined', { kind: 'unexamined', place: '', name: '', count: mostLooked });
  }
  return [...all.values()];
}

function factOf({ weight, name, object, page }: OddValue): LiveFacts {
  const kind = kinds[weight];
  const place = `page ${page}`;
  return kind === 'odd-value' ? { kind, place, name, count: 1, object } : { kind, place, name, count: 1 };
}
