/** Why a question came to nothing, as data: for messages, reports in both languages, and machines. */
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { type FetchFailure, isRefusal, faultOf as networkFaultOf } from '../../fetching/fault.ts';
import { fail } from '../errors.ts';
import { faultReason } from '../report/fault-text.ts';
import type { FetchFault } from '../report.ts';

/** VERIFY_FETCH_REFUSED where nothing was asked, else VERIFY_FETCH_FAILED. */
export class FetchError extends CongvuError {
  readonly fault: FetchFault;

  /** `reason`: closer than the words for the fault. */
  constructor(url: string, fault: FetchFault, cause?: unknown, reason?: string) {
    const value = faultValue(fault);
    const { code, exit, message, hint, vietnamese } = fail(
      isRefusal(fault) ? 'VERIFY_FETCH_REFUSED' : 'VERIFY_FETCH_FAILED',
      { url, reason: both(reason ?? faultReason(value, 'en'), faultReason(value, 'vi')) },
    );
    super(code, exit, message, hint, cause, vietnamese);
    this.fault = fault;
  }
}

export function fetchErrorOf({ url, fault, cause }: FetchFailure): FetchError {
  const reason = fault.kind === 'other' && cause instanceof Error ? cause.message : undefined;
  return new FetchError(url, fault, cause, reason);
}

/** As values of details hold it: the kind, with its number behind a space where it has one. */
export function faultValue({ kind, value }: FetchFault): string {
  return value === undefined ? kind : `${kind} ${value}`;
}

export function faultOf(error: unknown): FetchFault {
  return error instanceof FetchError ? error.fault : networkFaultOf(error);
}
