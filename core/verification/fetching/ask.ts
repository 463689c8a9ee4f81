/** The three things that are asked of the outside, read and kept for a whole run. */
import type { Clock } from '../../../foundation/clock.ts';
import type { AllowList } from '../../fetching/allow-list.ts';
import { documentFetcher, type Fetcher } from '../../fetching/document-fetcher.ts';
import { FetchFailure } from '../../fetching/fault.ts';
import type { Question } from '../../fetching/fetch.ts';
import type { Resolve } from '../../fetching/host-addresses.ts';
import { type FetchLimits, largestAnswer, usualFetchLimits } from '../../fetching/limits.ts';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { noHelp } from '../revocation/help.ts';
import { ocspAnswer } from '../revocation/ocsp.ts';
import { FetchError, fetchErrorOf } from './fault.ts';
import { keptAnswers } from './kept-answers.ts';
import { ocspRequest } from './ocsp-request.ts';
import { bytesMissing, responseFault } from './response-fault.ts';

/** Each throws VERIFY_FETCH_REFUSED or VERIFY_FETCH_FAILED, the latter also for an answer that is not what it should be. */
export interface Asking {
  issuers(url: string): Promise<readonly Certificate[]>;
  list(url: string): Promise<Crl>;
  response(url: string, subject: Certificate, issuer: Certificate): Promise<Uint8Array>;
  /** When that address was last asked: what was asked in a run is not asked again. */
  askedAt(url: string): Date;
  now(): Date;
  /** For one document: its certificates cannot make us ask more often. */
  readonly mostQuestions: number;
  /** The same for one more document: what was answered stays known, what asking may cost begins anew. */
  forDocument(): Asking;
}

export interface AskingOptions {
  readonly allowed: AllowList;
  /** A fresh nonce. */
  readonly nonce: () => Uint8Array;
  readonly clock: Clock;
  readonly limits?: FetchLimits;
  readonly resolve?: Resolve;
}

/** Of a run. */
const mostKept = Object.freeze({ answers: 10_000, bytes: 128 * 1024 * 1024 });

export function asking(options: AskingOptions): Asking {
  const { nonce, clock } = options;
  const { limits = usualFetchLimits } = options;
  const kept = keptAnswers(mostKept, (error) => isOfOneDocument(error, limits));
  const times = new Map<string, Date>();
  const forDocument = (): Asking => {
    const fetcher = documentFetcher(options);
    const fetched = (question: Question) => {
      times.set(question.url, clock.now());
      return answered(fetcher, question);
    };
    const get = (url: string, bytes: number) => kept.of(url, () => fetched({ url, bytes }));
    return Object.freeze({
      issuers: async (url: string) =>
        readable(url, await get(url, largestAnswer.certificate), (der) => [parseCertificate(der)]),
      list: async (url: string) => readable(url, await get(url, largestAnswer.list), parseCrl),
      async response(url: string, subject: Certificate, issuer: Certificate) {
        const once = nonce();
        const body = ocspRequest(subject, issuer, once);
        const type = 'application/ocsp-request';
        const response = await fetched({ url, bytes: largestAnswer.response, body, type });
        const help = { ...noHelp(), statusOf: () => 'good' as const };
        const said = ocspAnswer(response, subject, issuer, { at: new Date(0), help, nonce: once });
        const fault = responseFault(response, said);
        if (fault !== undefined) throw new FetchError(url, fault);
        return response;
      },
      now: () => clock.now(),
      mostQuestions: limits.document.questions,
      askedAt: (url: string) => times.get(url) ?? clock.now(),
      forDocument,
    });
  };
  return forDocument();
}

/** Another document may have more left to spend. */
function isOfOneDocument(error: unknown, limits: FetchLimits): boolean {
  if (!(error instanceof FetchError)) return false;
  const { kind, value = 0 } = error.fault;
  return kind.startsWith('document-') || (kind === 'timeout' && value * 1_000 < limits.milliseconds);
}

async function answered(fetcher: Fetcher, question: Question): Promise<Uint8Array> {
  try {
    return await fetcher(question);
  } catch (error) {
    throw error instanceof FetchFailure ? fetchErrorOf(error) : error;
  }
}

/** DER, or PEM around it. */
function readable<Read>(url: string, bytes: Uint8Array, read: (der: Uint8Array) => Read): Read {
  const text = bytes[0] === 0x2d ? Buffer.from(bytes).toString('latin1') : undefined;
  const body = text && /-----BEGIN [^-]+-----([A-Za-z0-9+/=\s]+)-----END /.exec(text)?.[1];
  try {
    return read(body === undefined || body === '' ? bytes : Buffer.from(body, 'base64'));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const missing = bytesMissing(bytes);
    if (missing > 0) {
      throw new FetchError(url, { kind: 'cut-short', value: missing }, error);
    }
    const reason = `not what it should be: ${error.message}`;
    throw new FetchError(url, { kind: 'wrong-content' }, error, reason);
  }
}
