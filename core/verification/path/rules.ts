/** What a verifier asks of a path: the moment, the algorithms, the policies, the purpose (RFC 5280, 6.1.1). */
import type { HashName } from '../der/oids.ts';
import type { PolicyRules } from './policy-state.ts';

export interface AlgorithmRules {
  readonly hashes: readonly HashName[];
  /** Smallest RSA modulus (or DSA prime), bits. */
  readonly leastRsaBits: number;
  /** DSA keys count as weak unless this is true. */
  readonly dsa?: boolean;
}

export interface PathRules extends AlgorithmRules {
  readonly at: Date;
  /** Lists and responses that were published after this moment are not believed; undefined: all are. */
  readonly latest?: Date;
  /** Any policy, and none required, unless given. */
  readonly policies?: PolicyRules;
  /**
   * Extended key usages, one of which every authority that limits its own must have; undefined: authorities are not
   * asked. RFC 5280 leaves this open; authorities use it to say what the certificates below are for.
   */
  readonly uses?: readonly string[];
}
