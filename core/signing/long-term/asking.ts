/** Asks at the addresses that the certificates of one document name, one after the other, where the caller allowed it. */
import { CongvuError } from '../../../foundation/error.ts';
import { type AllowList, allowList, HostInvalid } from '../../fetching/allow-list.ts';
import { documentFetcher, type FetcherOptions } from '../../fetching/document-fetcher.ts';
import { FetchFailure, isRefusal } from '../../fetching/fault.ts';
import type { Question } from '../../fetching/fetch.ts';
import { fail } from '../errors.ts';
import { exchangeReason } from '../servers/exchange.ts';
import { expected } from '../words/wording.ts';

/** An address to ask, and what looks at the answer: undefined where it was of no use. */
export interface Attempt<Found> {
  readonly question: Question;
  readonly use: (answer: Uint8Array) => Found | undefined;
}

/**
 * The first use that is found, undefined where there is none. An address that fails does not stop the next: throws its
 * SIGN_EVIDENCE_UNREACHABLE or SIGN_EVIDENCE_REFUSED only where none of them helped.
 */
export type Ask = <Found>(attempts: readonly Attempt<Found>[]) => Promise<Found | undefined>;

/** One for each document: its limits hold for all that is asked. Throws SIGN_OPTION_INVALID for what is no host. */
export function askingFor(hosts: readonly string[], network: Omit<FetcherOptions, 'allowed'> = {}): Ask {
  const allowed = namedHosts(hosts);
  const fetcher = documentFetcher({ ...network, allowed });
  return async <Found>(attempts: readonly Attempt<Found>[]) => {
    let first: CongvuError | undefined;
    for (const { question, use } of attempts) {
      const url = URL.parse(question.url);
      if (url === null || allowed.permission(url) === undefined) continue;
      const answer = await fetcher(question).catch(failure);
      const found = answer instanceof CongvuError ? undefined : use(answer);
      if (found !== undefined) return found;
      if (answer instanceof CongvuError) first ??= answer;
      if (answer instanceof CongvuError && isSpent(answer)) break;
    }
    if (first !== undefined) throw first;
    return undefined;
  };
}

/** Throws SIGN_OPTION_INVALID. */
export function namedHosts(hosts: readonly string[]): AllowList {
  try {
    return allowList(hosts);
  } catch (error) {
    if (!(error instanceof HostInvalid)) throw error;
    throw fail(
      'SIGN_OPTION_INVALID',
      {
        option: error.isInside ? '--allow-private' : '--fetch-from',
        reason: expected(`ca.gov.vn, ca.gov.vn:8790${error.isInside ? '' : ', .gov.vn'}`, error.value ?? '@'),
      },
      error,
    );
  }
}

function failure(error: unknown): CongvuError {
  if (!(error instanceof FetchFailure)) throw error;
  const values = { url: error.url, reason: exchangeReason(error) };
  return fail(isRefusal(error.fault) ? 'SIGN_EVIDENCE_REFUSED' : 'SIGN_EVIDENCE_UNREACHABLE', values, error);
}

/** Nothing more may be asked for the document. */
function isSpent({ cause }: CongvuError): boolean {
  return cause instanceof FetchFailure && /^document-(questions|time)$/.test(cause.fault.kind);
}
