/** Why a question came to nothing, as data, and as an error that the askers translate into one of their own codes. */

/** `value`: the HTTP status, the seconds waited, the bytes or addresses that are the limit, the redirections followed. */
export interface FetchFault {
  readonly kind:
    | 'timeout'
    | 'connection-refused'
    | 'connection-lost'
    | 'unreachable'
    | 'name-unknown'
    | 'http-status'
    | 'packed'
    | 'too-large'
    | 'redirected'
    | 'redirected-post'
    | 'not-allowed'
    | 'inside-network'
    | 'document-questions'
    | 'document-time'
    | 'document-bytes'
    | 'other';
  readonly value?: number;
}

/** Those where nobody was asked. */
const refusals: ReadonlySet<string> = new Set<FetchFault['kind']>([
  'not-allowed',
  'inside-network',
  'document-questions',
  'document-time',
]);

export function isRefusal({ kind }: { readonly kind: string }): boolean {
  return refusals.has(kind);
}

/** `url` is where it happened: that of a redirection where it led to one that is refused. */
export class FetchFailure extends Error {
  readonly url: string;
  readonly fault: FetchFault;

  constructor(url: string, fault: FetchFault, cause?: unknown) {
    super(fault.kind, { cause });
    this.url = url;
    this.fault = fault;
  }
}

/** What goes wrong on the way; `fetchBytes` puts the address to it. */
export class Fault extends Error {
  readonly fault: FetchFault;

  constructor(fault: FetchFault) {
    super(fault.kind);
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
  if (error instanceof Fault || error instanceof FetchFailure) return error.fault;
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return { kind: kinds[code ?? ''] ?? 'other' };
}
