/** Why a question came to nothing, as data: for messages, reports in both languages, and machines. */
import { both } from '../../../foundation/bilingual.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { fail } from '../errors.ts';
import { faultText } from '../report/fault-text.ts';
import type { FetchFault } from '../report.ts';

/** VERIFY_FETCH_REFUSED where nothing was asked, else VERIFY_FETCH_FAILED. */
export class FetchError extends CongvuError {
  readonly fault: FetchFault;

  constructor(url: string, fault: FetchFault, reason: string, cause?: unknown) {
    const refused = fault.kind === 'not-allowed' || fault.kind === 'inside-network';
    const { code, exit, message, hint, vietnamese } = fail(
      refused ? 'VERIFY_FETCH_REFUSED' : 'VERIFY_FETCH_FAILED',
      {
        url,
        reason: both(reason, whyInVietnamese(fault)),
      },
    );
    super(code, exit, message, hint, cause, vietnamese);
    this.fault = fault;
  }
}

/** The report's words for it, without their beginning, which the message says already. */
function whyInVietnamese(fault: FetchFault): string {
  return faultText(faultValue(fault), 'vi').replace(/^(đã hỏi|không hỏi), (vì )?/, '');
}

/** As values of details hold it: the kind, with its number behind a space where it has one. */
export function faultValue({ kind, value }: FetchFault): string {
  return value === undefined ? kind : `${kind} ${value}`;
}

/** What goes wrong on the way; `fetchBytes` puts the address to it. */
export class Fault extends Error {
  readonly fault: FetchFault;

  constructor(fault: FetchFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** The system's codes of `connect`, `getaddrinfo` and reading. */
const kinds: Readonly<Record<string, FetchFault['kind']>> = Object.freeze({
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  ENODATA: 'name-unknown',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
});

export function faultOf(error: unknown): FetchFault {
  if (error instanceof Fault) return error.fault;
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return { kind: kinds[code ?? ''] ?? 'other' };
}
