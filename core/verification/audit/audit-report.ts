/** What an audit comes to: the shape of `audit.json`, and what the page shows. */
import type { DocumentRole, RegulationId } from '../policy/policy.ts';
import type { Tally } from './tally.ts';

export interface Audit {
  readonly schema: 'congvu-audit-1';
  readonly congvu: string;
  readonly folder: string;
  readonly regulation: RegulationId;
  readonly role: DocumentRole;
  /** Time of verification, ISO 8601. */
  readonly at: string;
  readonly tally: Tally;
}
