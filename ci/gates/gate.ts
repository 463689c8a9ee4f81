/** What a gate is: a question about the tree that can be answered without running the product. */

/** A complaint names the place (`path:line`) and what is wrong, in one line. */
export type GateResult =
  | { readonly outcome: 'clean'; readonly looked: string }
  | { readonly outcome: 'complaints'; readonly complaints: readonly string[] }
  | { readonly outcome: 'skipped'; readonly reason: string };

export interface Gate {
  readonly name: string;
  /** Looks at the tree under `root` (absolute). */
  readonly look: (root: string) => Promise<GateResult> | GateResult;
}

/** Clean when there are no complaints; `looked` says at what, so that a gate that looked at nothing shows. */
export function judged(complaints: readonly string[], looked: string): GateResult {
  return complaints.length === 0 ? { outcome: 'clean', looked } : { outcome: 'complaints', complaints };
}
