/** The policy graph stays as small as the certificates, where the tree of RFC 5280 doubles with each (RFC 9618, 2). */
import { expect, it } from 'vitest';
import { authorityPolicies, extended, mapped, type PolicyGraph, startGraph } from './policy-graph.ts';

it('keeps two nodes a level where each policy is mapped to both', () => {
  const both = new Set(['1.2.1', '1.2.2']);
  const crosswise = [...both].flatMap((issuer) => [...both].map((subject) => ({ issuer, subject })));
  let graph: PolicyGraph | undefined = startGraph;
  for (let level = 0; level < 40; level++) {
    graph = graph && extended(graph, both, true);
    graph = graph && mapped(graph, crosswise, true);
  }
  expect(graph?.levels.map(({ size }) => size).every((size) => size <= 2)).toBe(true);
  expect(graph && authorityPolicies(graph)).toEqual(both);
});
