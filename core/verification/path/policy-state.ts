/** Certificate policies along a path (RFC 5280, 6.1.2 to 6.1.5), fed one certificate after another from the top. */
import { oids } from '../der/oids.ts';
import type { Constraints } from './constraints.ts';
import { authorityPolicies, extended, mapped, type PolicyGraph, startGraph } from './policy-graph.ts';

/** What the verifier asks of policies (6.1.1 c, e, f, g). */
export interface PolicyRules {
  /** Policies acceptable to the verifier; `any` for all. */
  readonly initialPolicies: ReadonlySet<string> | 'any';
  readonly requireExplicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
}

export const noPolicyRules: PolicyRules = Object.freeze({
  initialPolicies: 'any',
  requireExplicitPolicy: false,
  inhibitPolicyMapping: false,
  inhibitAnyPolicy: false,
});

export interface PolicyState {
  /** 0: an acceptable policy is needed from here on. Certificates that may still go without one. */
  readonly explicitPolicy: number;
  readonly inhibitAnyPolicy: number;
  readonly policyMapping: number;
  readonly graph: PolicyGraph | undefined;
}

/** `length`: certificates without the anchor. */
export function startPolicies(rules: PolicyRules, length: number): PolicyState {
  return {
    explicitPolicy: rules.requireExplicitPolicy ? 0 : length + 1,
    inhibitAnyPolicy: rules.inhibitAnyPolicy ? 0 : length + 1,
    policyMapping: rules.inhibitPolicyMapping ? 0 : length + 1,
    graph: startGraph,
  };
}

/** 6.1.3 d and e. */
export function throughCertificate(
  state: PolicyState,
  { policies }: Constraints,
  place: { readonly isSelfIssued: boolean; readonly isLast: boolean },
): PolicyState {
  const { graph } = state;
  if (graph === undefined || policies === undefined) return { ...state, graph: undefined };
  const anyAllowed = state.inhibitAnyPolicy > 0 || (place.isSelfIssued && !place.isLast);
  return { ...state, graph: extended(graph, policies, anyAllowed) };
}

/** 6.1.3 f: whether the path may go on without a valid policy. */
export function lacksPolicy({ explicitPolicy, graph }: PolicyState): boolean {
  return explicitPolicy === 0 && graph === undefined;
}

/** 6.1.4 a: anyPolicy on either side of a mapping. */
export function mapsAnyPolicy({ mappings }: Constraints): boolean {
  return mappings.some(({ issuer, subject }) => issuer === oids.anyPolicy || subject === oids.anyPolicy);
}

/** 6.1.4 b and h to j: what holds below an authority. */
export function belowAuthority(
  state: PolicyState,
  constraints: Constraints,
  isSelfIssued: boolean,
): PolicyState {
  const { graph } = state;
  const { mappings, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = constraints;
  const step = isSelfIssued ? 0 : 1;
  const lowered = (counter: number, limit: number | undefined) =>
    Math.min(Math.max(counter - step, 0), limit ?? Number.POSITIVE_INFINITY);
  return {
    graph: graph === undefined ? undefined : mapped(graph, mappings, state.policyMapping > 0),
    explicitPolicy: lowered(state.explicitPolicy, requireExplicitPolicy),
    policyMapping: lowered(state.policyMapping, inhibitPolicyMapping),
    inhibitAnyPolicy: lowered(state.inhibitAnyPolicy, inhibitAnyPolicy),
  };
}

/** 6.1.5 a, b and g: the policies that hold for the last certificate, and whether they suffice. */
export function concluded(
  state: PolicyState,
  { requireExplicitPolicy }: Constraints,
  { initialPolicies }: PolicyRules,
): { readonly policies: ReadonlySet<string> | 'any'; readonly suffices: boolean } {
  const explicit = requireExplicitPolicy === 0 ? 0 : Math.max(state.explicitPolicy - 1, 0);
  const allowed = state.graph === undefined ? new Set<string>() : authorityPolicies(state.graph);
  const policies = intersection(allowed, initialPolicies);
  return { policies, suffices: explicit > 0 || policies === 'any' || policies.size > 0 };
}

function intersection(
  allowed: ReadonlySet<string> | 'any',
  wanted: ReadonlySet<string> | 'any',
): ReadonlySet<string> | 'any' {
  if (wanted === 'any') return allowed;
  return allowed === 'any' ? wanted : new Set([...allowed].filter((policy) => wanted.has(policy)));
}
