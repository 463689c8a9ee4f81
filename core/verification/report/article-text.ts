/** What a report says of the articles: a line a state, and which of them a reason speaks against. */
import type { Citation } from '../policy/citation.ts';
import { placeOf } from '../policy/places.ts';
import type { ReasonCode } from '../reasons.ts';
import type { ArticleReport, Report } from '../report.ts';
import { citationsText } from './citation.ts';
import { type Language, type Words, words } from './words.ts';

/** The worst first. */
const states = ['violated', 'not-settled', 'holds', 'not-examined', 'not-in-force'] as const;

export function articleRows({ articles }: Report, language: Language): (readonly [string, string])[] {
  const say: Words = words[language];
  const byState = states.flatMap((state) => {
    const places = placesOf(articles.filter((article) => article.state === state));
    return places.length === 0 ? [] : [[say[state], citationsText(places, language)] as const];
  });
  return [...byState, ...doubtRows(articles, language)];
}

/** A line a doubt, with the articles whose state rests on that reading. */
function doubtRows(articles: readonly ArticleReport[], language: Language): (readonly [string, string])[] {
  const doubted = Map.groupBy(
    articles.flatMap((article) =>
      (article.doubts ?? []).map((doubt) => ({ article, said: doubt[language] })),
    ),
    ({ said }) => said,
  );
  return [...doubted].map(([said, lines]) => {
    const places = placesOf(lines.map(({ article }) => article));
    return [words[language].doubt, `${citationsText(places, language)}: ${said}`] as const;
  });
}

/** Of the texts in force, those that this reason speaks against. */
export function articlesAgainst({ articles }: Report, reason: ReasonCode): readonly Citation[] {
  return placesOf(articles.filter(({ reasons }) => reasons.includes(reason)));
}

function placesOf(articles: readonly ArticleReport[]): readonly Citation[] {
  return articles.flatMap(({ id }) => placeOf(id) ?? []);
}
