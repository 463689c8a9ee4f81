/** Which texts and which rows a run was asked for. */
import type { RegulationText } from '../regulations/text.ts';
import { fail } from '../runner/errors.ts';
import { outsideBecause, type Scope } from '../runner/plan.ts';
import { nearest } from '../sut/near.ts';
import type { Target } from '../sut/target.ts';

type Text = Pick<RegulationText<never>, 'id' | 'requirements'>;

/** The claimed texts, or those of them that were named. Throws CERTIFY_TEXT_UNKNOWN or CERTIFY_TEXT_NOT_CLAIMED. */
export function chosenTexts(
  named: readonly string[],
  target: Target,
  texts: readonly Text[],
): readonly string[] {
  const ids = texts.map((text) => text.id);
  for (const id of named) {
    if (!ids.includes(id)) throw fail('CERTIFY_TEXT_UNKNOWN', { id, near: nearest(id, ids).join(', ') });
    if (!target.claims.includes(id)) throw fail('CERTIFY_TEXT_NOT_CLAIMED', { id });
  }
  return ids.filter((id) => target.claims.includes(id) && (named.length === 0 || named.includes(id)));
}

/**
 * The requirements that `--only` names: one by its id, or all of the scope below an article or unit.
 * Throws CERTIFY_REQUIREMENT_UNKNOWN with near matches, or CERTIFY_REQUIREMENT_NOT_CLAIMED.
 */
export function chosenRows(
  named: readonly string[],
  texts: readonly Text[],
  scope: Scope,
): readonly string[] | undefined {
  if (named.length === 0) return undefined;
  const all = texts.flatMap((text) =>
    text.requirements.map((requirement) => ({ text: text.id, requirement })),
  );
  const chosen = named.flatMap((id) => {
    const exact = all.filter(({ requirement }) => requirement.id === id);
    const below = all.filter(({ requirement }) => startsBelow(requirement.id, id));
    const found = exact.length > 0 ? exact : below;
    if (found.length === 0) throw unknown(id, all);
    const inside = found.filter(
      ({ text, requirement }) => outsideBecause(requirement, text, scope) === undefined,
    );
    const [first] = found;
    if (inside.length === 0 && first) {
      const why = outsideBecause(first.requirement, first.text, scope) ?? '';
      throw fail('CERTIFY_REQUIREMENT_NOT_CLAIMED', { id, why });
    }
    return inside.map(({ requirement }) => requirement.id);
  });
  return [...new Set(chosen)];
}

function startsBelow(id: string, unit: string): boolean {
  return id.startsWith(`${unit}/`) || (unit.includes('/') && id.startsWith(`${unit}.`));
}

function unknown(id: string, all: readonly { readonly requirement: { readonly id: string } }[]): Error {
  const near = nearest(
    id,
    all.map(({ requirement }) => requirement.id),
    5,
  ).join(', ');
  return fail('CERTIFY_REQUIREMENT_UNKNOWN', { id, near });
}
