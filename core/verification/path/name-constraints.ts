/** Names that a path permits, gathered from the top down (RFC 5280, 6.1.3 b and c, 6.1.4 g). */
import type { Certificate } from '../cms/certificate.ts';
import type { GeneralName } from '../cms/general-name.ts';
import { oids } from '../der/oids.ts';
import type { NameConstraints } from './constraints.ts';
import { containment, touches } from './names.ts';

export interface PermittedNames {
  /** Undefined when the names are allowed. */
  offence(certificate: Certificate, alternative: readonly GeneralName[]): NameOffence | undefined;
  /** What holds below a certificate with these constraints. */
  below(constraints: NameConstraints): PermittedNames;
}

export interface NameOffence {
  readonly why: 'excluded' | 'not-permitted' | 'not-comparable' | 'too-many';
  readonly name: string;
}

/** Comparisons a certificate: a thousand names against a thousand subtrees are no honest certificate. */
const mostComparisons = 100_000;

export const everyName: PermittedNames = permittedNames([], []);

function permittedNames(
  permitted: readonly (readonly GeneralName[])[],
  excluded: readonly GeneralName[],
): PermittedNames {
  const subtrees = permitted.reduce((sum, set) => sum + set.length, excluded.length);
  return Object.freeze({
    below: (constraints: NameConstraints) =>
      permittedNames(
        constraints.permitted === undefined ? permitted : [...permitted, constraints.permitted],
        [...excluded, ...constraints.excluded],
      ),
    offence(certificate: Certificate, alternative: readonly GeneralName[]): NameOffence | undefined {
      if (subtrees === 0) return undefined;
      const names = namesOf(certificate, alternative);
      if (names.length * subtrees > mostComparisons) return { why: 'too-many', name: String(names.length) };
      for (const name of names) {
        const why = offenceOf(name, permitted, excluded);
        if (why !== undefined) return { why, name: textOf(name) };
      }
      return undefined;
    },
  });
}

/**
 * The subject unless empty, and the alternative names. Addresses in the subject count where there are no alternative
 * names, as authorities wrote them before those existed.
 */
function namesOf({ subject }: Certificate, alternative: readonly GeneralName[]): GeneralName[] {
  const legacy =
    alternative.length > 0 ? [] : subject.attributes.filter(({ oid }) => oid === oids.emailAddress);
  return [
    ...(subject.relative.length === 0 ? [] : [{ kind: 'directory', name: subject } as const]),
    ...legacy.map(({ text }) => ({ kind: 'email', text }) as const),
    ...alternative,
  ];
}

function offenceOf(
  name: GeneralName,
  permitted: readonly (readonly GeneralName[])[],
  excluded: readonly GeneralName[],
): NameOffence['why'] | undefined {
  for (const subtree of excluded) {
    const where = containment(subtree, name);
    if (where === 'malformed') return 'not-comparable';
    if (where === 'inside' || touches(subtree, name)) return 'excluded';
  }
  for (const set of permitted) {
    const answers = set.map((subtree) => containment(subtree, name)).filter((where) => where !== 'other');
    if (answers.includes('malformed')) return 'not-comparable';
    // A list that says nothing of a form leaves the form free.
    if (answers.length > 0 && !answers.includes('inside')) return 'not-permitted';
  }
  return undefined;
}

function textOf(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      // People are named without their citizen number, which stands in the whole subject.
      return 'subject';
    case 'ip':
      return Buffer.from(name.bytes).toString('hex');
    case 'other':
      return `[${name.form}]`;
    default:
      return name.text;
  }
}
