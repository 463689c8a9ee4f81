/** Whether a question to the journal can find anything at all: names of closed sets, and tokens that there were. */
import { fail } from '../errors.ts';
import { nearestName } from '../mistakes.ts';
import { eventNames } from '../policy/journal/event-names.ts';
import { calls } from '../wire/calls.ts';
import { mechanismNames } from '../wire/mechanism-names.ts';
import { CKR } from '../wire/results.ts';
import type { JournalFilter } from './filter.ts';
import { momentAsked } from './moment.ts';
import { readJournal } from './query.ts';
import { asSaid } from './said.ts';

interface NameSet {
  readonly what: string;
  readonly names: readonly string[];
  /** What the journal writes where nothing has a name. */
  readonly unnamed?: RegExp;
}

const inHexadecimal = /^0x[0-9a-f]{8}$/;

const sets = {
  function: {
    what: 'function in PKCS#11',
    names: [...calls.flatMap((call) => (call === undefined ? [] : [call.name])), 'frame'],
    unnamed: /^call \d{1,10}$/,
  },
  event: { what: 'event', names: eventNames },
  result: { what: 'result in PKCS#11', names: Object.keys(CKR), unnamed: inHexadecimal },
  mechanism: { what: 'mechanism by name', names: mechanismNames, unnamed: inHexadecimal },
} satisfies Partial<Record<keyof JournalFilter, NameSet>>;

/**
 * Throws EMULATOR_JOURNAL_NAME for a function, event, result or mechanism that no entry can have, EMULATOR_JOURNAL_TIME
 * for a moment that is none.
 */
export function checkAsked(filter: JournalFilter): void {
  checkNames(filter);
  for (const field of ['since', 'until'] as const) {
    const at = filter[field];
    if (at !== undefined) momentAsked(field, at);
  }
}

function checkNames(filter: JournalFilter): void {
  for (const [field, set] of Object.entries(sets) as [keyof typeof sets, NameSet][]) {
    for (const name of [filter[field] ?? []].flat()) {
      if (set.names.includes(name) || set.unnamed?.test(name) === true) continue;
      const meant =
        set.names.find((other) => other.toLowerCase() === name.toLowerCase()) ?? nearestName(name, set.names);
      const [example = ''] = set.names;
      throw fail('EMULATOR_JOURNAL_NAME', {
        field,
        given: asSaid(name),
        what: set.what,
        meant: meant === undefined ? '' : ` (Did you mean ${meant}?)`,
        example: set.unnamed === inHexadecimal ? `${example}, or its number as 0x00000001` : example,
      });
    }
  }
}

/** Whether the journal in that folder tells of a token of that label or serial number, which may be deleted since. */
export async function tellsOf(dir: string, token: string): Promise<boolean> {
  for await (const _ of readJournal(dir, { token, limit: 1 })) return true;
  return false;
}
