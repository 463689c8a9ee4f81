/** One demand of a field as a fact: short enough to be shown, whatever the file holds. */
import type { SeedEntry, UnmetDemand } from '../facts/facts.ts';

export function unmet(entry: SeedEntry, demanded: readonly string[], found: string | undefined): UnmetDemand {
  return { entry, demanded: listed(demanded), found: found === undefined ? null : cut(found) };
}

/** Of what nobody here can tell whether the signature has it. */
export function notCompared(entry: SeedEntry, demanded: readonly string[] = []): UnmetDemand {
  return { entry, demanded: listed(demanded), found: null, notCompared: true };
}

const mostShown = 8;
const longestShown = 120;

const listed = (values: readonly string[]) => values.slice(0, mostShown).map(cut);
const cut = (text: string) => (text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`);
