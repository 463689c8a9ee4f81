/** What is wrong with a value that somebody wrote by hand: all of it in one sentence, misspelt names first. */
import type { ErrorObject } from 'ajv';

/** So many are told; who has more finds the rest the next time. */
const maxTold = 5;

/**
 * Those of a schema's complaints that help: a field that does not exist explains one that is missing, and a choice
 * none of whose branches fits is explained by its branches. In every other way in the order that they came in.
 */
export function tellingErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = new Set(['anyOf', 'oneOf']);
  const plain = errors.filter(({ keyword }) => !choices.has(keyword));
  const explained = (at: string): boolean =>
    plain.some(({ instancePath }) => instancePath === at || instancePath.startsWith(`${at}/`));
  const found = errors.filter(
    ({ keyword, instancePath }) => !choices.has(keyword) || !explained(instancePath),
  );
  const isUnknown = ({ keyword }: ErrorObject): boolean => keyword === 'additionalProperties';
  return [...found.filter(isUnknown), ...found.filter((error) => !isUnknown(error))].filter(
    (error, index, all) =>
      isAboutField(error) || all.findIndex((other) => isSameValue(other, error)) === index,
  );
}

/** Of these an object may have several. */
function isAboutField({ keyword }: ErrorObject): boolean {
  return keyword === 'additionalProperties' || keyword === 'required';
}

function isSameValue(one: ErrorObject, other: ErrorObject): boolean {
  return !isAboutField(one) && one.instancePath === other.instancePath;
}

/** `the first; also the second; and 3 more` */
export function toldTogether(mistakes: readonly string[]): string {
  const more = mistakes.length - maxTold;
  return [mistakes.slice(0, maxTold).join('; also '), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** The name that was most likely meant: at most two letters away, and no more than half of it; swapped letters are one. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, far: away(word.slice(0, 64), name) }))
    .filter(({ name, far }) => far <= 2 && far * 2 <= name.length)
    .sort((a, b) => a.far - b.far);
  return best?.name;
}

function away(word: string, name: string): number {
  const letters = (of: string): string => [...of].sort().join('');
  const far = distance(word, name);
  return far === 2 && letters(word) === letters(name) ? 1 : far;
}

/** Levenshtein: letters put in, left out or taken for others. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= to.length; at++) {
      const [left = 0, above = 0, corner = 0] = [next[at - 1], row[at], row[at - 1]];
      next.push(Math.min(left + 1, above + 1, corner + (to[at - 1] === letter ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
