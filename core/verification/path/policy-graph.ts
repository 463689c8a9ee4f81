/**
 * The policies under which a path is valid, as a graph of one level a certificate (RFC 5280, 6.1.2 to 6.1.5 with the
 * graph of RFC 9618, whose size is that of the certificates where the tree's doubles with each).
 */
import { oids } from '../der/oids.ts';
import type { PolicyMapping } from './constraints.ts';

interface Node {
  readonly policy: string;
  readonly expected: ReadonlySet<string>;
  readonly parents: readonly Node[];
}

type Level = ReadonlyMap<string, Node>;

/** `undefined` in its place means that no policy is valid any more. */
export interface PolicyGraph {
  readonly levels: readonly Level[];
}

const { anyPolicy } = oids;

export const startGraph: PolicyGraph = Object.freeze({
  levels: [new Map([[anyPolicy, { policy: anyPolicy, expected: new Set([anyPolicy]), parents: [] }]])],
});

/** One certificate further down (6.1.3 d): `anyAllowed` while anyPolicy in it still counts. */
export function extended(
  graph: PolicyGraph,
  policies: ReadonlySet<string>,
  anyAllowed: boolean,
): PolicyGraph | undefined {
  const above = lastLevel(graph);
  const expecting = nodesByExpectation(above);
  const level = new Map<string, Node>();
  const add = (policy: string, parents: readonly Node[]) =>
    level.set(policy, { policy, expected: new Set([policy]), parents });
  const any = above.get(anyPolicy);
  for (const policy of policies) {
    if (policy === anyPolicy) continue;
    const parents = expecting.get(policy) ?? (any === undefined ? [] : [any]);
    if (parents.length > 0) add(policy, parents);
  }
  if (anyAllowed && policies.has(anyPolicy)) {
    for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents);
  }
  return withLevel(graph.levels, level);
}

function nodesByExpectation(level: Level): Map<string, Node[]> {
  const found = new Map<string, Node[]>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const nodes = found.get(policy);
      if (nodes === undefined) found.set(policy, [node]);
      else nodes.push(node);
    }
  }
  return found;
}

/** Below a certificate with these mappings (6.1.4 b); where mapping is inhibited, mapped policies end here. */
export function mapped(
  graph: PolicyGraph,
  mappings: readonly PolicyMapping[],
  allowed: boolean,
): PolicyGraph | undefined {
  const level = new Map(lastLevel(graph));
  const above = graph.levels.at(-2);
  for (const [policy, expected] of grouped(mappings)) {
    const node = level.get(policy);
    if (!allowed) level.delete(policy);
    else if (node !== undefined) level.set(policy, { ...node, expected });
    else if (level.has(anyPolicy)) {
      const parent = above?.get(anyPolicy);
      level.set(policy, { policy, expected, parents: parent === undefined ? [] : [parent] });
    }
  }
  return withLevel(graph.levels.slice(0, -1), level);
}

function grouped(mappings: readonly PolicyMapping[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { issuer, subject } of mappings) {
    const group = groups.get(issuer);
    if (group === undefined) groups.set(issuer, new Set([subject]));
    else group.add(subject);
  }
  return groups;
}

/** The policies that the authorities allow, in the words of the anchor's domain (6.1.5 g); `any` for all. */
export function authorityPolicies(graph: PolicyGraph): ReadonlySet<string> | 'any' {
  const last = lastLevel(graph);
  if (last.has(anyPolicy)) return 'any';
  const found = new Set<string>();
  let level: readonly Node[] = [...last.values()];
  while (level.length > 0) {
    const above = new Set<Node>();
    for (const { policy, parents } of level) {
      for (const parent of parents) {
        if (parent.policy !== anyPolicy) above.add(parent);
        else if (policy !== anyPolicy) found.add(policy);
      }
    }
    level = [...above];
  }
  return found;
}

function lastLevel({ levels }: PolicyGraph): Level {
  return levels.at(-1) ?? new Map();
}

/** A level without nodes leaves no policy valid. */
function withLevel(levels: readonly Level[], level: Level): PolicyGraph | undefined {
  return level.size === 0 ? undefined : { levels: [...levels, level] };
}
