/** Lists every unit of every text with its records, and counts how they are tested. */
import type { Requirement } from '../regulations/record.ts';
import type { Article, RegulationText, Unit } from '../regulations/text.ts';

type Text = Pick<RegulationText<never>, 'id' | 'articles' | 'requirements'>;

/** One line of `regulations list`: a unit of a text and the requirements read from it. */
export interface UnitListing extends Unit {
  readonly text: string;
  readonly article: string;
  readonly records: readonly Requirement[];
}

/** Every unit in the order of the texts, also those from which nothing follows. */
export function unitListings(texts: readonly Text[]): readonly UnitListing[] {
  return texts.flatMap((text) =>
    text.articles.flatMap((article) => article.units.map((unit) => unitListing(text, article, unit))),
  );
}

function unitListing(text: Text, article: Article, unit: Unit): UnitListing {
  const records = text.requirements.filter((requirement) => requirement.unit === unit.id);
  return { ...unit, text: text.id, article: article.id, records };
}

/** One line of `regulations coverage`. */
export interface TextCoverage {
  readonly id: string;
  readonly articles: number;
  readonly units: number;
  readonly records: number;
  readonly automated: number;
  readonly attested: number;
  readonly notTestable: number;
  readonly pending: number;
}

export function coverageOf(texts: readonly Text[]): readonly TextCoverage[] {
  return texts.map((text) => {
    const count = (kind: Requirement['testability']['kind']) =>
      text.requirements.filter((requirement) => requirement.testability.kind === kind).length;
    return {
      id: text.id,
      articles: text.articles.length,
      units: text.articles.reduce((sum, article) => sum + article.units.length, 0),
      records: text.requirements.length,
      automated: count('automated'),
      attested: count('attested'),
      notTestable: count('not-testable'),
      pending: count('pending'),
    };
  });
}
