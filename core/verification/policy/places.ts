/** Where an article's id leads: the place in its text. */
import { articleId, type Citation } from './citation.ts';
import { nationalPolicies, regulationPolicies } from './policies.ts';

const places: ReadonlyMap<string, Citation> = new Map(
  [...Object.values(regulationPolicies), ...nationalPolicies].flatMap(({ articles }) =>
    articles.map(({ place }) => [articleId(place), place] as const),
  ),
);

/** Undefined for an id that no policy has, as one of an older version of congvu. */
export function placeOf(id: string): Citation | undefined {
  return places.get(id);
}
