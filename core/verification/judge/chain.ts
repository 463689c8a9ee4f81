/** The certificates, lists and responses of one file and the trust, and a chain judged by them. */
import { type ChainResult, chainOf } from '../chain/chain.ts';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { ifReadable } from '../der/reader.ts';
import type { Facts } from '../facts/facts.ts';
import type { TrustStore } from '../path/trust.ts';
import type { AlgorithmPolicy } from '../policy/policy.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';

/** The certificates, lists and responses that one file and the trust bring together. */
export interface Material {
  readonly trust: TrustStore;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocsps: readonly Uint8Array[];
}

/** Addresses inside certificates are never followed: only the trust and the file itself are used. */
export function materialOf(trust: TrustStore, store: Facts['store']): Material {
  const readable = <Read>(read: (der: Uint8Array) => Read) => {
    return (text: string): Read[] => ifReadable(() => read(Buffer.from(text, 'base64')));
  };
  return {
    trust,
    certificates: store.certificates.flatMap(readable(parseCertificate)),
    crls: [...trust.crls, ...store.crls.flatMap(readable(parseCrl))],
    ocsps: [...trust.ocsps, ...store.ocsps.map((text) => Buffer.from(text, 'base64'))],
  };
}

/** `uses`: extended key usages, one of which every authority that limits its own must have. */
export function judgeChain(
  leaf: Certificate,
  beside: readonly Certificate[],
  material: Material,
  algorithms: AlgorithmPolicy,
  at: Date,
  uses: readonly string[],
): ChainResult {
  const { trust, certificates, crls, ocsps } = material;
  const found = () => {
    const intermediates = [...trust.intermediates, ...beside, ...certificates];
    return chainOf(leaf, { anchors: trust.anchors, intermediates, crls, ocsps }, { at, ...algorithms, uses });
  };
  // What a file brings about revocation is its own; without it the same chain comes back with every document.
  if (crls.length > trust.crls.length || ocsps.length > trust.ocsps.length) return found();
  const others = [...beside, ...certificates].map(({ id }) => id);
  const question = [leaf.id, at.getTime(), ...uses, JSON.stringify(algorithms), ...others].join(' ');
  const kept = keptFor(trust);
  const known = kept.get(question) ?? found();
  if (kept.size >= mostKept) kept.clear();
  kept.set(question, known);
  return known;
}

/** A trust store does not change; answers go with it. */
const answers = new WeakMap<TrustStore, Map<string, ChainResult>>();
const mostKept = 2_000;

function keptFor(trust: TrustStore): Map<string, ChainResult> {
  const kept = answers.get(trust) ?? new Map<string, ChainResult>();
  answers.set(trust, kept);
  return kept;
}
