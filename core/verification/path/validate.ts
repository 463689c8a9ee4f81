/** RFC 5280, 6.1 for one path at one moment: the first thing that is wrong, from the anchor down. */
import type { Certificate } from '../cms/certificate.ts';
import { withParametersOf } from '../crypto/dsa.ts';
import type { UsableKey } from '../crypto/key.ts';
import { DerError } from '../der/reader.ts';
import { authorityProblem, isSelfIssued } from './authority.ts';
import type { Path } from './build.ts';
import { unknownExtension, validityProblem, weaknessOf } from './certificate-checks.ts';
import { type Constraints, constraintsOf } from './constraints.ts';
import { isSignedBy, isSignedWith } from './link.ts';
import { everyName, type PermittedNames } from './name-constraints.ts';
import {
  belowAuthority,
  concluded,
  lacksPolicy,
  mapsAnyPolicy,
  noPolicyRules,
  type PolicyState,
  startPolicies,
  throughCertificate,
} from './policy-state.ts';
import { constraintProblem, type PathProblem } from './problem.ts';
import type { PathRules } from './rules.ts';

export type PathResult =
  | {
      readonly kind: 'valid';
      /** The policies that hold for the last certificate; `any`: whichever it is asked for. */
      readonly policies: ReadonlySet<string> | 'any';
      /** Of each certificate, with the parameters that it takes from further up. */
      readonly keys: readonly UsableKey[];
    }
  | { readonly kind: 'invalid'; readonly problem: PathProblem };

/** What the certificates so far have left for those below. */
interface State {
  readonly key: UsableKey | undefined;
  readonly names: PermittedNames;
  readonly policies: PolicyState;
}

/** Undefined for a path without fault. */
export function problemOf(path: Path, rules: PathRules): PathProblem | undefined {
  const result = validatePath(path, rules);
  return result.kind === 'invalid' ? result.problem : undefined;
}

/**
 * Validates a path whose names chain. The anchor's own limits on term, key, length and names hold too (RFC 5937
 * allows it); its policies do not count.
 */
export function validatePath(path: Path, rules: PathRules): PathResult {
  const policyRules = rules.policies ?? noPolicyRules;
  let state: State = {
    key: undefined,
    names: everyName,
    policies: startPolicies(policyRules, path.length - 1),
  };
  const keys: UsableKey[] = [];
  for (const [index, certificate] of path.entries()) {
    const constraints = constraintsOf(certificate);
    if (constraints instanceof DerError) {
      return invalid(constraintProblem(certificate, 'EXTENSION_MALFORMED', { said: constraints.message }));
    }
    const next = stepped(state, path, index, certificate, constraints, rules);
    if ('problem' in next) return invalid(next.problem);
    state = next;
    keys.push(next.key);
    if (index < path.length - 1 || index === 0) continue;
    const { policies, suffices } = concluded(state.policies, constraints, policyRules);
    return suffices
      ? { kind: 'valid', policies, keys }
      : invalid(constraintProblem(certificate, 'POLICY_MISSING'));
  }
  return { kind: 'valid', policies: policyRules.initialPolicies, keys };
}

const invalid = (problem: PathProblem): PathResult => ({ kind: 'invalid', problem });

function stepped(
  state: State,
  path: Path,
  index: number,
  certificate: Certificate,
  constraints: Constraints,
  rules: PathRules,
): (State & { readonly key: UsableKey }) | { readonly problem: PathProblem } {
  const isAnchor = index === 0;
  const isLast = index === path.length - 1;
  const key = workingKey(certificate, state.key);
  if (key === undefined) return { problem: constraintProblem(certificate, 'KEY_INCOMPLETE') };
  if (!isAnchor && !isSigned(certificate, path[index - 1], state.key)) {
    return { problem: constraintProblem(certificate, 'LINK_BROKEN') };
  }
  const policies = isAnchor
    ? state.policies
    : throughCertificate(state.policies, constraints, { isSelfIssued: isSelfIssued(certificate), isLast });
  const problem =
    validityProblem(certificate, rules.at) ??
    weaknessOf(certificate, key, rules, isAnchor) ??
    unknownExtension(certificate) ??
    (isAnchor ? undefined : nameProblem(state.names, certificate, constraints, isLast)) ??
    (lacksPolicy(policies) ? constraintProblem(certificate, 'POLICY_MISSING') : undefined) ??
    (isLast ? undefined : problemAbove(certificate, constraints, path, index, rules.uses));
  if (problem !== undefined) return { problem };
  return isLast
    ? { ...state, key, policies }
    : {
        key,
        names: constraints.names === undefined ? state.names : state.names.below(constraints.names),
        policies: isAnchor ? policies : belowAuthority(policies, constraints, isSelfIssued(certificate)),
      };
}

/** The builder could not check a signature by a key that takes its parameters from further up. */
function isSigned(certificate: Certificate, issuer: Certificate | undefined, key: UsableKey | undefined) {
  if (issuer === undefined || key === undefined) return false;
  return issuer.key.kind === 'dsa-without-parameters'
    ? isSignedWith(key, certificate)
    : isSignedBy(issuer, certificate);
}

function workingKey({ key }: Certificate, issuer: UsableKey | undefined): UsableKey | undefined {
  if (key.kind !== 'dsa-without-parameters') return key;
  return issuer === undefined ? undefined : withParametersOf(key, issuer);
}

/** Self-issued authorities are named by whoever named them above. */
function nameProblem(
  names: PermittedNames,
  certificate: Certificate,
  { alternativeNames }: Constraints,
  isLast: boolean,
): PathProblem | undefined {
  if (isSelfIssued(certificate) && !isLast) return undefined;
  const offence = names.offence(certificate, alternativeNames);
  return offence && constraintProblem(certificate, offenceCodes[offence.why], { of: offence.name });
}

const offenceCodes = {
  excluded: 'NAME_EXCLUDED',
  'not-permitted': 'NAME_NOT_PERMITTED',
  'not-comparable': 'NAME_NOT_COMPARABLE',
  'too-many': 'NAMES_TOO_MANY',
} as const;

function problemAbove(
  certificate: Certificate,
  constraints: Constraints,
  path: Path,
  index: number,
  uses: readonly string[] | undefined,
): PathProblem | undefined {
  const below = path.slice(index + 1, -1).filter((one) => !isSelfIssued(one)).length;
  // An anchor is trusted for what it is handed out for, whatever it says of its own uses.
  const problem = authorityProblem(certificate, below, index === 0 ? undefined : uses);
  if (problem !== undefined || index === 0 || !mapsAnyPolicy(constraints)) return problem;
  return constraintProblem(certificate, 'POLICY_MAPPING_OF_ANY');
}
