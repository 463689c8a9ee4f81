/** What an audit comes to: the shape of `audit.json`, and what the page shows. */
import type { DocumentRole, Issuer, RegulationId } from '../policy/policy.ts';
import type { Tally } from './tally.ts';

export interface Audit {
  readonly schema: 'congvu-audit-2';
  readonly congvu: string;
  readonly folder: string;
  readonly regulation: RegulationId;
  readonly role: DocumentRole;
  /** What the caller knew of all documents. */
  readonly issuer?: Issuer;
  readonly classified?: true;
  readonly referenceDate?: string;
  /** `sha256:…` of the certificates and lists in the trust folder; undefined when no document was verified. */
  readonly trust: string | undefined;
  /** Hosts that were allowed to be asked for lists and issuers. */
  readonly hosts?: readonly string[];
  /** First pages were read for issuer and secrecy mark. */
  readonly readText: boolean;
  /** Time of verification, ISO 8601. */
  readonly at: string;
  /** Where the report on each document stands, with its verdict and the state of each article: there may be very many. */
  readonly documents: { readonly file: string; readonly documents: number; readonly of: string };
  readonly tally: Tally;
}
