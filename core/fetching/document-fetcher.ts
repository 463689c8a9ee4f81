/** Asks at the addresses that the certificates of one document name: allowed hosts only, within the limits of a document. */
import type { AllowList } from './allow-list.ts';
import { FetchFailure, faultOf } from './fault.ts';
import { fetchBytes, type Question } from './fetch.ts';
import type { Resolve } from './host-addresses.ts';
import { type FetchLimits, usualFetchLimits } from './limits.ts';
import { spending } from './spending.ts';

export interface FetcherOptions {
  readonly allowed: AllowList;
  readonly limits?: FetchLimits;
  readonly resolve?: Resolve;
}

/** Throws FetchFailure. */
export type Fetcher = (question: Question) => Promise<Uint8Array>;

export function documentFetcher(options: FetcherOptions): Fetcher {
  const { allowed, limits = usualFetchLimits, resolve } = options;
  const spent = spending(limits.document);
  return async (question) => {
    const most = { milliseconds: limits.milliseconds, bytes: question.bytes };
    try {
      return await spent.on(most, ({ milliseconds, bytes }) =>
        fetchBytes(
          { ...question, bytes },
          {
            allowed,
            milliseconds,
            redirects: limits.redirects,
            ...(resolve === undefined ? {} : { resolve }),
          },
        ),
      );
    } catch (error) {
      if (error instanceof FetchFailure) throw error;
      throw new FetchFailure(question.url, faultOf(error), error);
    }
  };
}
