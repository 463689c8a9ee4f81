/** The three things that are asked of the outside, read and kept for a whole run. */
import type { Clock } from '../../../foundation/clock.ts';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { faultText } from '../report/fault-text.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { noHelp } from '../revocation/help.ts';
import { ocspAnswer } from '../revocation/ocsp.ts';
import type { AllowList } from './allow-list.ts';
import { FetchError, faultValue } from './fault.ts';
import { type FetchLimits, fetchBytes, type Question, type Resolve, usualFetchLimits } from './fetch.ts';
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
}

export interface AskingOptions {
  readonly allowed: AllowList;
  /** A fresh nonce. */
  readonly nonce: () => Uint8Array;
  readonly clock: Clock;
  readonly limits?: FetchLimits;
  readonly resolve?: Resolve;
}

const most = Object.freeze({ certificate: 64 * 1024, list: 16 * 1024 * 1024, response: 256 * 1024 });

export function asking({ allowed, nonce, clock, limits = usualFetchLimits, resolve }: AskingOptions): Asking {
  const kept = new Map<string, Promise<Uint8Array>>();
  const get = (url: string, bytes: number) => {
    const found = kept.get(url) ?? fetched({ url, bytes });
    kept.set(url, found);
    return found;
  };
  const times = new Map<string, Date>();
  const fetched = (question: Question) => {
    times.set(question.url, clock.now());
    return fetchBytes(question, allowed, limits, resolve);
  };
  return Object.freeze({
    issuers: async (url: string) =>
      readable(url, await get(url, most.certificate), (der) => [parseCertificate(der)]),
    list: async (url: string) => readable(url, await get(url, most.list), parseCrl),
    async response(url: string, subject: Certificate, issuer: Certificate) {
      const once = nonce();
      const body = ocspRequest(subject, issuer, once);
      const response = await fetched({ url, bytes: most.response, body, type: 'application/ocsp-request' });
      const question = {
        at: new Date(0),
        help: { ...noHelp(), statusOf: () => 'good' as const },
        nonce: once,
      };
      const said = ocspAnswer(response, subject, issuer, question);
      const fault = responseFault(response, said);
      if (fault !== undefined)
        throw new FetchError(url, fault, faultText(faultValue(fault), 'en').replace(/^asked, /, ''));
      return response;
    },
    now: () => clock.now(),
    askedAt: (url: string) => times.get(url) ?? clock.now(),
  });
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
      throw new FetchError(
        url,
        { kind: 'cut-short', value: missing },
        `${missing} bytes are missing at the end`,
        error,
      );
    }
    const reason = `not what it should be: ${error.message}`;
    throw new FetchError(url, { kind: 'wrong-content' }, reason, error);
  }
}
