/** Finds the ways from a certificate up to a trust anchor, the likeliest first. */
import type { Certificate } from '../cms/certificate.ts';
import { type Budget, budget } from './budget.ts';
import { mayBeSignedBy } from './link.ts';

/** From the anchor down to the certificate in question. */
export type Path = readonly [anchor: Certificate, ...below: Certificate[]];

/** Certificates that can stand above others, found by their subjects. */
export interface Candidates {
  readonly anchors: readonly Certificate[];
  readonly isAnchor: (certificate: Certificate) => boolean;
  readonly anchorsNamed: (key: string) => readonly Certificate[];
  /** In the order in which they were given: what the verifier trusts to be there comes first. */
  readonly named: (key: string) => readonly Certificate[];
  /** All that may stand in between. */
  readonly others: readonly Certificate[];
}

export const longestPath = 10;

export function candidatesFrom(
  anchors: readonly Certificate[],
  intermediates: readonly Certificate[],
): Candidates {
  const ids = new Set(anchors.map(({ id }) => id));
  const [trusted, others] = [bySubject(anchors), bySubject(intermediates)];
  return {
    anchors,
    isAnchor: ({ id }) => ids.has(id),
    anchorsNamed: (key) => trusted.get(key) ?? [],
    named: (key) => others.get(key) ?? [],
    others: intermediates,
  };
}

function bySubject(certificates: readonly Certificate[]): ReadonlyMap<string, readonly Certificate[]> {
  const found = new Map<string, Certificate[]>();
  const seen = new Set<string>();
  for (const certificate of certificates) {
    if (seen.has(certificate.id)) continue;
    seen.add(certificate.id);
    const same = found.get(certificate.subject.key);
    if (same === undefined) found.set(certificate.subject.key, [certificate]);
    else same.push(certificate);
  }
  return found;
}

/**
 * Every path in which each certificate names and is signed by the one before, at most 10 long, without circles, as
 * long as the budget lasts. Key identifiers are hints on where to look first (RFC 4158, 3.5.12), not conditions.
 */
export function* pathsFrom(leaf: Certificate, candidates: Candidates, work: Budget): Generator<Path> {
  yield* climb([leaf], candidates, work);
}

export function pathsTo(
  leaf: Certificate,
  anchors: readonly Certificate[],
  intermediates: readonly Certificate[],
): Path[] {
  return [...pathsFrom(leaf, candidatesFrom(anchors, intermediates), budget())];
}

function* climb(
  below: readonly [Certificate, ...Certificate[]],
  candidates: Candidates,
  work: Budget,
): Generator<Path> {
  const [top] = below;
  if (candidates.isAnchor(top)) {
    yield below;
    return;
  }
  if (below.length >= longestPath) return;
  const signs = (candidate: Certificate) => work.spend('signature') && mayBeSignedBy(candidate, top);
  for (const anchor of likeliestFirst(candidates.anchorsNamed(top.issuer.key), top)) {
    if (!work.spend('step')) return;
    if (signs(anchor)) yield [anchor, ...below];
  }
  for (const candidate of likeliestFirst(candidates.named(top.issuer.key), top)) {
    if (!work.spend('step')) return;
    if (repeats(candidate, below) || candidates.isAnchor(candidate)) continue;
    if (signs(candidate)) yield* climb([candidate, ...below], candidates, work);
  }
}

/** The same authority twice adds nothing: same subject, same key. */
function repeats(candidate: Certificate, below: readonly Certificate[]): boolean {
  return below.some(
    ({ subject, keyBits }) =>
      subject.key === candidate.subject.key && Buffer.compare(keyBits, candidate.keyBits) === 0,
  );
}

function likeliestFirst(candidates: readonly Certificate[], subject: Certificate): readonly Certificate[] {
  const wanted = subject.authorityKeyId;
  if (wanted === undefined || candidates.length < 2) return candidates;
  const ranks: [Certificate[], Certificate[], Certificate[]] = [[], [], []];
  for (const candidate of candidates) {
    const { subjectKeyId } = candidate;
    ranks[subjectKeyId === wanted ? 0 : subjectKeyId === undefined ? 1 : 2].push(candidate);
  }
  return ranks.flat();
}
