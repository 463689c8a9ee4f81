/** Finds the ways from a certificate up to a trust anchor. */
import type { Certificate } from '../cms/certificate.ts';
import { isNamedBy, isSignedBy } from './link.ts';

/** From the anchor down to the certificate in question. */
export type Path = readonly [anchor: Certificate, ...below: Certificate[]];

const longest = 10;
const mostSteps = 500;

/**
 * Every path in which each certificate names and is signed by the one before, at most 10 long, without circles.
 * The search stops after 500 steps: cross-certified heaps are a known way to keep a verifier busy.
 */
export function pathsTo(
  leaf: Certificate,
  anchors: readonly Certificate[],
  intermediates: readonly Certificate[],
): Path[] {
  const paths: Path[] = [];
  let steps = 0;

  function climb(below: readonly [Certificate, ...Certificate[]]): void {
    if (++steps > mostSteps || below.length > longest) return;
    const [top] = below;
    if (anchors.some(({ id }) => id === top.id)) {
      paths.push(below);
      return;
    }
    for (const anchor of anchors) {
      if (isNamedBy(anchor, top) && isSignedBy(anchor, top)) paths.push([anchor, ...below]);
    }
    for (const candidate of intermediates) {
      const repeats = below.some(
        ({ id, subject, keyBits }) =>
          id === candidate.id ||
          (subject.key === candidate.subject.key && Buffer.compare(keyBits, candidate.keyBits) === 0),
      );
      if (!repeats && isNamedBy(candidate, top) && isSignedBy(candidate, top)) climb([candidate, ...below]);
    }
  }

  climb([leaf]);
  return paths;
}
