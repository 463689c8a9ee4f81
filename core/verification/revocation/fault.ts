/** A list or response at hand that counts for nothing: why, and what tells it from others. */
import type { Certificate } from '../cms/certificate.ts';
import type { DetailValues } from '../details/detail.ts';
import { plainName } from '../details/holder.ts';
import type { UnusableCode } from '../details/unusable.ts';
import type { Crl } from './crl.ts';

export interface SourceFault {
  readonly code: UnusableCode;
  readonly values: DetailValues;
  /** When the list or the response was made; absent where it does not say, or cannot be read. */
  readonly made?: Date;
  /** False where the source may as well be about another certificate. */
  readonly aboutThis: boolean;
}

/** Of a list, by itself: the certificate that is asked about is not known yet. */
export interface Strange {
  readonly code: 'LIST_EXTENSION_UNKNOWN' | 'LIST_ENTRY_UNKNOWN' | 'LIST_ENTRY_OF_OTHERS';
  readonly values: DetailValues;
}

export function listFault(code: UnusableCode, crl: Crl, values: DetailValues = {}): SourceFault {
  return { code, values: { ...listValues(crl), ...values }, made: crl.thisUpdate, aboutThis: true };
}

/** What tells a list from others. */
export function listValues({ issuerName, thisUpdate, number }: Crl) {
  return {
    issuer: issuerName,
    issued: thisUpdate.toISOString(),
    number: number === undefined ? '' : String(number),
  };
}

/** Nothing says whom these are about. */
export function vagueFault(code: UnusableCode, values: DetailValues = {}): SourceFault {
  return { code, values, aboutThis: false };
}

/** Authorities without a common name or an organisation are named in full. */
export function authorityName({ subject }: Pick<Certificate, 'subject'>): string {
  return plainName(subject) || subject.text;
}
