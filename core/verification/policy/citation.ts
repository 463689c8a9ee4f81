/** Places in texts of law, as the texts number them. */
import type { TextId } from './texts.ts';

/** An article; `clause` and `point` where only a part of it is meant. */
export interface ArticleCitation {
  readonly text: TextId;
  readonly article: number;
  readonly clause?: number;
  readonly point?: string;
}

/** A place in an annex, as `II.8.b` in annex I, or a whole part of it. */
export type AnnexCitation = { readonly text: TextId; readonly annex: string } & (
  | { readonly place: string }
  | { readonly part: string }
);

export type Citation = ArticleCitation | AnnexCitation;

/** What a text says, and where: there is no demand without a place that makes it. */
export type Places = readonly [Citation, ...Citation[]];

/** `hai-phong-2025/15.1.b`, `nd30-2020/annex-I.II.8.b`, `nd30-2020/annex-I.part-II`: stable, for machines. */
export function articleId(citation: Citation): string {
  return `${citation.text}/${'annex' in citation ? annexPlace(citation) : articlePlace(citation)}`;
}

function annexPlace(citation: AnnexCitation): string {
  return `annex-${citation.annex}.${'part' in citation ? `part-${citation.part}` : citation.place}`;
}

function articlePlace({ article, clause, point }: ArticleCitation): string {
  return [article, clause, point].filter((part) => part !== undefined).join('.');
}

/** Makes the citations of one text. */
export function citing(text: TextId) {
  return (article: number, clause?: number, point?: string): ArticleCitation =>
    Object.freeze({
      text,
      article,
      ...(clause === undefined ? {} : { clause }),
      ...(point === undefined ? {} : { point }),
    });
}
