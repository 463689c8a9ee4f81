/** A signature that is not there, or sound DER but built in a way that known attacks use: each has a name of its own. */
import { DerError } from '../der/reader.ts';

/** In the facts, and as a code in the report. */
export type CmsProblem =
  | 'empty'
  | 'several-signers'
  | 'attributes-unsigned'
  | 'attributes-unordered'
  | 'attribute-missing'
  | 'attribute-repeated'
  | 'algorithms-differ';

export class CmsError extends DerError {
  readonly problem: CmsProblem;

  constructor(problem: CmsProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
