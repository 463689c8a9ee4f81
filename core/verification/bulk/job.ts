/** What goes to a worker and what comes back: plain data, so that it can cross threads. */

import type { TrustWarning } from '../passed-over.ts';
import type { TrustStore } from '../path/trust.ts';
import type { Policy } from '../policy/policy.ts';
import type { Judgement } from '../report.ts';
import type { Examination } from '../verify.ts';
import type { PolicyTerms } from '../verify-options.ts';

/** What all files of one run have in common. */
export interface Assignment extends PolicyTerms {
  /** How a result is written: a whole report as JSON, as text, or one line of a table. */
  readonly form: 'json' | 'text' | 'row';
  /** Of the trust folder, where results are kept: they say whom they trusted. */
  readonly trustDigest?: string;
  /** Hosts that addresses inside certificates may lead to; none unless given. */
  readonly hosts?: readonly string[];
  /** Whether first pages are read for issuer and secrecy mark. */
  readonly readText?: boolean;
  /** Whether the instructions of all pages are looked at; with first pages they always are. */
  readonly contents?: boolean;
  /** About the trust folder; said in every report that is written as JSON. */
  readonly warnings?: readonly TrustWarning[];
}

export function policyOf(
  { regulation, as, referenceDate, issuer, classified, at, now }: Assignment,
  trust: TrustStore,
): Policy {
  return {
    trust,
    at: new Date(at),
    ...(now === undefined ? {} : { now: new Date(now) }),
    regulation,
    as,
    ...(referenceDate === undefined ? {} : { referenceDate }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(classified === undefined ? {} : { classified }),
  };
}

export interface Job {
  readonly number: number;
  readonly file: string;
}

/** What became of one file. */
export interface Result {
  readonly number: number;
  readonly file: string;
  /** In the form that the assignment asks for, without a line end behind it. */
  readonly written: string;
  readonly verdict: Judgement['verdict'];
  readonly reason?: Judgement['reason'];
  /** Why the file is no readable PDF, or could not be read at all, or cost its worker. */
  readonly unreadable?: { readonly code: string; readonly note: string };
  /** Lines for whoever runs the program. */
  readonly notes?: readonly string[];
}

/** A file's report together with what the file was when it was read. */
export interface Examined extends Examination {
  readonly notes?: readonly string[];
  /** Bytes. */
  readonly size?: number;
  /** ISO 8601. */
  readonly modified?: string;
}
