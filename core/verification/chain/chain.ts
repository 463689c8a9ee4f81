/** One certificate against the trust: path, constraints and revocation, at one moment. */
import type { Certificate } from '../cms/certificate.ts';
import { generalNameKey } from '../cms/distribution-point.ts';
import type { UsableKey } from '../crypto/key.ts';
import { holderOf } from '../details/holder.ts';
import { detail } from '../details/index.ts';
import { type Budget, budget } from '../path/budget.ts';
import { type Candidates, candidatesFrom, type Path, pathsFrom } from '../path/build.ts';
import type { PathProblem } from '../path/problem.ts';
import type { PathRules } from '../path/rules.ts';
import { validatePath } from '../path/validate.ts';
import type { RevocationHelp, RevocationSources } from '../revocation/help.ts';
import { isNamed } from '../revocation/ocsp-responder.ts';
import { revocationOf } from '../revocation/revocation.ts';
import type { RevocationStatus } from '../revocation/status.ts';

export type ChainResult =
  | {
      readonly kind: 'no-path';
      /** The search was ended before everything was tried. */
      readonly ended: boolean;
    }
  | { readonly kind: 'problem'; readonly path: Path; readonly problem: PathProblem }
  | {
      readonly kind: 'revocation';
      readonly path: Path;
      readonly certificate: Certificate;
      readonly status: Exclude<RevocationStatus, { status: 'good' }>;
    }
  | {
      readonly kind: 'good';
      readonly path: Path;
      readonly status: RevocationStatus;
      /** Policies that hold for the certificate; `any`: whichever it is asked for. */
      readonly policies: ReadonlySet<string> | 'any';
    };

/** Everything at hand, what the verifier itself trusts to be there first. */
export interface ChainMaterial extends RevocationSources {
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
}

/** What one question about a chain stands on; the questions that come up on the way share its budget. */
interface Question {
  readonly candidates: Candidates;
  readonly sources: RevocationSources;
  readonly rules: PathRules;
  readonly work: Budget;
  /** Certificates whose status is being found out: what hangs on them proves nothing about them. */
  readonly asking: ReadonlySet<string>;
  /** Only paths from this anchor. */
  readonly anchor?: Certificate;
}

/** Signers of lists have lists of their own: this many times deep. */
const deepest = 4;

/** The first path without fault; when there is none, what is wrong with the one that came furthest. */
export function chainOf(
  leaf: Certificate,
  material: ChainMaterial,
  rules: PathRules,
  work: Budget = budget(),
): ChainResult {
  const { anchors, intermediates, crls, ocsps, unread = [] } = material;
  return answer(leaf, {
    candidates: candidatesFrom(anchors, intermediates),
    sources: { crls, ocsps, unread },
    rules,
    work,
    asking: new Set(),
  });
}

function answer(leaf: Certificate, question: Question): ChainResult {
  const { candidates, work, anchor } = question;
  let best: ChainResult | undefined;
  for (const path of pathsFrom(leaf, candidates, work)) {
    if (anchor !== undefined && path[0].id !== anchor.id) continue;
    if (!work.spend('path')) break;
    const result = resultOf(path, question);
    if (result.kind === 'good') return result;
    if (best === undefined || rank(result) > rank(best)) best = result;
  }
  return best ?? { kind: 'no-path', ended: work.exhausted };
}

/** A path that holds but for a revocation says most about the certificate, and a revocation more than a missing list. */
function rank(result: ChainResult): number {
  if (result.kind !== 'revocation') return 0;
  return result.status.status === 'revoked' ? 2 : 1;
}

function resultOf(path: Path, question: Question): ChainResult {
  const validity = validatePath(path, question.rules);
  if (validity.kind === 'invalid') return { kind: 'problem', path, problem: validity.problem };
  const help = helpFor(path, validity.keys, question);
  const { sources, rules, asking } = question;
  let status: RevocationStatus = { status: 'unknown', detail: detail('STATUS_OF_ANCHOR', holderOf(path[0])) };
  let unknown: ChainResult | undefined;
  for (let index = 1; index < path.length; index++) {
    const [issuer, certificate] = [path[index - 1], path[index]];
    if (issuer === undefined || certificate === undefined) continue;
    status = asking.has(certificate.id)
      ? { status: 'unknown', detail: detail('STATUS_CIRCULAR', holderOf(certificate)) }
      : revocationOf(certificate, issuer, sources, rules.at, help(certificate));
    if (status.status === 'revoked') return { kind: 'revocation', path, certificate, status };
    if (status.status === 'unknown') unknown ??= { kind: 'revocation', path, certificate, status };
  }
  return unknown ?? { kind: 'good', path, status, policies: validity.policies };
}

/** For finding out the status of one certificate of the path. */
function helpFor(path: Path, keys: readonly UsableKey[], question: Question) {
  const { candidates, sources, rules, work } = question;
  const { hashes, latest } = rules;
  const [anchor] = path;
  return (certificate: Certificate): RevocationHelp => {
    const asking = new Set([...question.asking, certificate.id]);
    const kept = new Map<string, readonly Certificate[]>();
    const help: RevocationHelp = {
      hashes,
      work,
      ...(latest === undefined ? {} : { latest }),
      keyOf: (one) => keys[path.findIndex(({ id }) => id === one.id)] ?? one.key,
      listSigners(subjectKey, at) {
        if (asking.size > deepest) return [];
        const id = `${at.getTime()}:${subjectKey}`;
        const found = kept.get(id) ?? [
          ...(listsItself(certificate, subjectKey) ? [certificate] : []),
          ...signersNamed(subjectKey, { ...question, ...signing(at), asking, anchor }),
        ];
        kept.set(id, found);
        return found;
      },
      responders: (responder) =>
        responder.kind === 'name'
          ? candidates.named(responder.key)
          : candidates.others.filter((one) => work.spend('step') && isNamed(responder, one)),
      statusOf(signer, issuer, at) {
        if (asking.has(signer.id) || asking.size > deepest) return undefined;
        const inner = helpFor(path, keys, { ...question, asking })(signer);
        return revocationOf(signer, issuer, sources, at, inner).status;
      },
    };
    return help;
  };

  /** Policies and purposes are asked of signatures on documents, not of lists. */
  function signing(at: Date): { readonly rules: PathRules } {
    const { hashes, leastRsaBits, dsa } = rules;
    return {
      rules: {
        at,
        hashes,
        leastRsaBits,
        ...(dsa === undefined ? {} : { dsa }),
        ...(latest === undefined ? {} : { latest }),
      },
    };
  }

  function signersNamed(subjectKey: string, inner: Question): Certificate[] {
    const named = [...candidates.anchorsNamed(subjectKey), ...candidates.named(subjectKey)];
    return named.filter(
      (signer) => !inner.asking.has(signer.id) && work.spend('step') && answer(signer, inner).kind === 'good',
    );
  }
}

/**
 * Whoever certified this signer of lists said in the certificate that the signer's own list is the one to look into
 * (PKITS 4.14.30): then it is, as with a responder that is not to be asked about. Otherwise nobody vouches for itself.
 */
function listsItself({ subject, distributionPoints }: Certificate, subjectKey: string): boolean {
  if (subject.key !== subjectKey) return false;
  const own = `directory:${subject.key}`;
  return distributionPoints.some(
    ({ issuers }) => issuers?.some((name) => generalNameKey(name) === own) === true,
  );
}
