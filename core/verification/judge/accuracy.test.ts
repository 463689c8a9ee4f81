/** What a time stamp proves whose authority says how far it may be off. */
import { describe, expect, it } from 'vitest';
import { certificate } from '../testing/authority.ts';
import { cms, type TokenOptions } from '../testing/cms.ts';
import { element, sequence } from '../testing/der.ts';
import {
  agencySigns,
  person,
  personSigns,
  policy,
  sub,
  timeStamp,
  trust,
  verdictOf,
} from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const at = '2026-03-02T02:00:00Z';

function stamped(changes: Partial<TokenOptions>): Buffer {
  const unsigned = timeStamp({ at, ...changes });
  return agencySigns(personSigns(basePdf(), { cms: { unsigned } }), { cms: { unsigned } });
}

describe('a time stamp whose authority states an accuracy', () => {
  const accuracy = (...parts: readonly string[]) =>
    stamped({ more: [sequence(...parts.map((part) => Buffer.from(part, 'hex')))] });
  const tenSeconds = accuracy('02010a');
  const revokedAt = (at: string) => trust({ subCrl: { revoked: [{ serial: person.serial, at }] } });

  // The stamps are of 02:00:00.
  it.each([
    ['after its upper limit', '2026-03-02T02:00:11Z', 'TOTAL-PASSED OK', undefined],
    ['at its upper limit', '2026-03-02T02:00:10Z', 'INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED', true],
    ['after its time', '2026-03-02T02:00:01Z', 'INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED', true],
    ['before its time', '2026-03-02T01:59:51Z', 'INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED', true],
    ['at its lower limit', '2026-03-02T01:59:50Z', 'TOTAL-FAILED REVOKED CERTIFICATE_REVOKED', false],
  ] as const)('a revocation %s is judged by it', (_, at, expected, decides) => {
    const lists = revokedAt(at);
    expect(verdictOf(tenSeconds, { trust: lists })).toBe(expected);
    if (decides === true) {
      expect(verifyPdf(tenSeconds, policy({ trust: lists })).detail).toMatchObject({
        code: 'REVOKED_WITHIN_ACCURACY',
        values: { name: 'An', stamped: '2026-03-02T02:00:00.000Z', seconds: 10 },
      });
    }
  });

  it.each([
    ['2026-03-02T01:59:40Z', 'TOTAL-FAILED EXPIRED CERTIFICATE_EXPIRED'],
    ['2026-03-02T02:00:05Z', 'INDETERMINATE OUT_OF_BOUNDS_NO_POE CERTIFICATE_EXPIRED'],
    ['2026-03-02T02:00:20Z', 'TOTAL-PASSED OK'],
  ])('an expiry at %s: %s', (notAfter, expected) => {
    const early = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter });
    const unsigned = timeStamp({ more: [sequence(Buffer.from('02010a', 'hex'))] });
    const sign = (signed: readonly Uint8Array[]) => cms({ signer: early, issuer: sub, signed, unsigned });
    expect(verdictOf(agencySigns(personSigns(basePdf(), { sign })))).toBe(expected);
  });

  it.each([
    ['nothing in it', [], true],
    ['half a second', ['800201f4'], true],
    ['999 microseconds', ['810203e7'], true],
    ['a day', ['0203015180'], true],
    ['a second more than a day', ['0203015181'], false],
    ['a thousand million seconds', ['02043b9aca00'], false],
    ['more seconds than a double holds', ['02103b9aca003b9aca003b9aca003b9aca00'], false],
    ['negative seconds', ['0201f6'], false],
    ['negative thousandths', ['8001f6'], false],
    ['no thousandths, written out', ['800100'], false],
    ['a thousand thousandths', ['800203e8'], false],
    ['a part that is none', ['0201018201ff'], false],
  ] as const)('%s: good %3$s', (_, parts, good) => {
    const verdict = good ? 'TOTAL-PASSED OK' : 'INDETERMINATE SIG_CONSTRAINTS_FAILURE TIME_STAMP_INVALID';
    expect(verdictOf(accuracy(...parts))).toBe(verdict);
  });

  it('reads all that may follow the time, and nothing else', () => {
    const rest = [sequence(), Buffer.from('0101ff', 'hex'), Buffer.from('020107', 'hex')];
    expect(verdictOf(stamped({ more: rest }))).toBe('TOTAL-PASSED OK');
    expect(verdictOf(stamped({ more: [...rest, element(0x04)] }))).toContain('TIME_STAMP_INVALID');
  });
});
