/** A list at hand that counts for nothing, with what tells it from others. */
import type { DetailValues } from '../details/detail.ts';
import type { UnusableCode } from '../details/unusable.ts';
import type { Crl } from './crl.ts';
import type { SourceFault } from './fault.ts';

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
