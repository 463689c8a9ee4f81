/** Decides for every requirement of every text, before anything runs, whether it is asked of this product at all. */
import { borrowedCitation } from '../regulations/borrowed.ts';
import type { AnyProperty } from '../regulations/property.ts';
import type { Bilingual, Capability, Requirement } from '../regulations/record.ts';
import type { RegulationText } from '../regulations/text.ts';
import { fail } from './errors.ts';
import type { Attestation, Borrowed, Row } from './row.ts';
import { explained } from './row-reasons.ts';
import { isBlocking, isRequired, type Verdict } from './verdict.ts';

/** What the product claims; a row outside is listed as not claimed. */
export interface Scope {
  readonly texts: readonly string[];
  readonly capabilities: readonly Capability[];
  /** ISO date: the law of that day counts. */
  readonly referenceDate: string;
}

export type PlannedRow<Bench> =
  | { readonly kind: 'settled'; readonly row: Row }
  | { readonly kind: 'run'; readonly row: RowStart; readonly property: AnyProperty<Bench> };

/** What a row holds before its property has run. */
export type RowStart = Omit<Row, 'blocking' | 'verdict'>;

/**
 * A row for every requirement of all texts, in their order. `only` narrows what runs, not what is asked:
 * the other rows of the scope become `not-run`. Throws CERTIFY_PROPERTY_STRAY when properties and records disagree.
 */
export function planRows<Bench>(
  texts: readonly RegulationText<Bench>[],
  scope: Scope,
  attestations: ReadonlyMap<string, Attestation>,
  only?: readonly string[],
): readonly PlannedRow<Bench>[] {
  return texts.flatMap((text) => {
    const properties = propertiesById(text);
    return text.requirements.map((requirement) => {
      const start = rowStart(text, requirement, scope);
      const settled = (verdict: Verdict, more: Partial<Row> = {}): PlannedRow<Bench> => ({
        kind: 'settled',
        row: finished(start, verdict, more),
      });
      if (!isClaimed(requirement, text.id, scope)) return settled('not-claimed');
      if (!isInForce(requirement, text, scope.referenceDate)) return settled('not-in-force');
      if (only && !only.includes(requirement.id)) return settled('not-run');
      if (requirement.testability.kind !== 'automated') {
        return { kind: 'settled', row: judgedByPeople(start, requirement, attestations) };
      }
      const property = properties.get(requirement.id);
      if (property) return { kind: 'run', row: start, property };
      return settled('error', {
        reason: 'CERTIFY_PROPERTY_MISSING',
        ...explained('CERTIFY_PROPERTY_MISSING'),
        origin: 'harness',
      });
    });
  });
}

export function finished(start: RowStart, verdict: Verdict, more: Partial<Row> = {}): Row {
  return Object.freeze({ ...start, ...more, verdict, blocking: isBlocking({ ...start, verdict }) });
}

/** Why a requirement lies outside the scope; undefined when it lies inside. */
export function outsideBecause(requirement: Requirement, text: string, scope: Scope): string | undefined {
  if (!scope.texts.includes(text)) return `the text ${text} is not claimed`;
  if (!scope.capabilities.includes(requirement.capability)) {
    return `the capability ${requirement.capability} is not claimed`;
  }
  return undefined;
}

function isClaimed(requirement: Requirement, text: string, scope: Scope): boolean {
  return outsideBecause(requirement, text, scope) === undefined;
}

/** The record's own dates win over the text's. Both ends count as in force. A draft without dates is tried as if. */
function isInForce(
  requirement: Requirement,
  text: { readonly dates: { readonly from?: string; readonly to?: string } },
  day: string,
): boolean {
  const from = requirement.inForce?.from ?? text.dates.from;
  const to = requirement.inForce?.to ?? text.dates.to;
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

function judgedByPeople(
  start: RowStart,
  requirement: Requirement,
  attestations: ReadonlyMap<string, Attestation>,
): Row {
  const { testability } = requirement;
  if (testability.kind === 'attested') {
    const attestation = attestations.get(requirement.id);
    if (attestation) return finished(start, 'attested', { attestation });
    return finished(start, 'review', {
      reason: 'CERTIFY_ATTESTATION_WANTED',
      detail: wanted(testability.by, testability.document),
    });
  }
  if (testability.kind === 'automated')
    throw new TypeError('an automated requirement is not judged by people');
  return finished(start, testability.kind, { detail: testability.why });
}

function wanted(by: Bilingual, document: Bilingual): Bilingual {
  return {
    en: `To be attested by: ${by.en}. Document: ${document.en}.`,
    vi: `Cần xác nhận của: ${by.vi}. Tài liệu: ${document.vi}.`,
  };
}

function rowStart(
  text: Pick<RegulationText<unknown>, 'id' | 'dates'>,
  requirement: Requirement,
  scope: Scope,
): RowStart {
  const inScope = isClaimed(requirement, text.id, scope);
  const inForce = isInForce(requirement, text, scope.referenceDate);
  return {
    requirement: requirement.id,
    text: text.id,
    article: requirement.id.split('/').slice(0, 2).join('/'),
    citation: requirement.citation,
    asks: requirement.asks,
    actor: requirement.actor,
    level: requirement.level,
    levelReason: requirement.levelReason,
    capability: requirement.capability,
    ...(requirement.borrows && requirement.borrows.length > 0 && { borrows: borrowed(requirement.borrows) }),
    ...(requirement.doubts && requirement.doubts.length > 0 && { doubts: requirement.doubts }),
    required: inScope && inForce && isRequired(requirement),
  };
}

function borrowed(borrows: NonNullable<Requirement['borrows']>): readonly Borrowed[] {
  return borrows.map(({ text, article, textKnown = true, note }) => ({
    text,
    article,
    citation: borrowedCitation(text, article),
    textKnown,
    ...(note && { note }),
  }));
}

function propertiesById<Bench>(text: RegulationText<Bench>): ReadonlyMap<string, AnyProperty<Bench>> {
  const found = new Map<string, AnyProperty<Bench>>();
  for (const property of text.properties) {
    const id = property.requirement;
    const record = text.requirements.find((requirement) => requirement.id === id);
    const stray = (detail: string) => fail('CERTIFY_PROPERTY_STRAY', { id, detail });
    if (!record) throw stray(`${text.id} has no such requirement`);
    if (record.testability.kind !== 'automated') throw stray(`the record says ${record.testability.kind}`);
    if (record.capability !== property.capability)
      throw stray(`the record says capability ${record.capability}`);
    if (found.has(id)) throw stray('there is a second property for it');
    found.set(id, property);
  }
  return found;
}
