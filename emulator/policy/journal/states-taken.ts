/** What the journal is told when the states that a start found count as the latest, since `states.json` was lost. */
import { statesFile } from '../../store/state-numbers.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { type EventEntry, triesLeftText } from './journal.ts';

/** One entry for the file, and one for each token: whoever looks at that token sees that its tries may have come back. */
export function statesTaken(lost: string, tokens: readonly StoredToken[]): readonly EventEntry[] {
  const event = 'states-taken';
  const found = tokens.map(
    (token): EventEntry => ({
      event,
      token: token.identity.serial,
      detail: `as it was found, tries left: ${triesLeftText(token)}`,
    }),
  );
  return [
    { event, file: statesFile, detail: `${lost}; the states that were found count as the latest` },
    ...found,
  ];
}
