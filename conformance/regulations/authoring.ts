/** The few words in which records and tables of contents are written: they only spare repetition and decide nothing. */
import { citation, unitKind } from './citation.ts';
import type { Bilingual, Requirement, Testability } from './record.ts';
import type { Article, Unit } from './text.ts';

/** A record without what follows from its id. */
export type RecordBody = Omit<Requirement, 'id' | 'unit' | 'citation'>;

/** `records('hai-phong-2025/qc-14', { 'k1.b.1': {…} })`: the key is the unit and the number of the requirement in it. */
export function records(
  article: string,
  bodies: Readonly<Record<string, RecordBody>>,
): readonly Requirement[] {
  return Object.freeze(
    Object.entries(bodies).map(([key, body]) => {
      const end = key.lastIndexOf('.');
      const unit = `${article}/${key.slice(0, end)}`;
      return Object.freeze({ id: `${article}/${key}`, unit, citation: citation(unit), ...body });
    }),
  );
}

export const automated: Testability = Object.freeze({ kind: 'automated' });

/** A named person shows a document; both are said in the two languages. */
export function attested(by: Bilingual, document: Bilingual): Testability {
  return Object.freeze({ kind: 'attested', by, document });
}

export function notTestable(en: string, vi: string): Testability {
  return Object.freeze({ kind: 'not-testable', why: { en, vi } });
}

export function pending(en: string, vi: string): Testability {
  return Object.freeze({ kind: 'pending', why: { en, vi } });
}

/** A unit of a table of contents: its path alone if records hang on it, else with the reason why none does. */
export type UnitLine = string | readonly [path: string, withoutDuty: Bilingual];

/** The units of one article in the order of the text; the article itself comes first and has its duties below it. */
export function article(id: string, title: Bilingual, lines: readonly UnitLine[]): Article {
  const below = lines.map((line): Unit => {
    const [path, withoutDuty] = typeof line === 'string' ? [line, undefined] : line;
    const unit = `${id}/${path}`;
    return Object.freeze({
      id: unit,
      kind: unitKind(unit),
      citation: citation(unit),
      ...(withoutDuty === undefined ? {} : { withoutDuty }),
    });
  });
  const whole: Unit = { id, kind: 'article', citation: citation(id), withoutDuty: inItsParts };
  return Object.freeze({
    id,
    citation: citation(id),
    title,
    units: Object.freeze([Object.freeze(whole), ...below]),
  });
}

/** The reason of every heading: what it asks stands in the units below it. */
export const inItsParts: Bilingual = Object.freeze({
  en: 'A heading: what it asks stands in the units below it.',
  vi: 'Là phần dẫn; yêu cầu cụ thể nằm ở các đơn vị bên dưới.',
});
