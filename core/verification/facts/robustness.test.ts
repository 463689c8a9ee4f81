/** Whatever stands in a signature or in the trust, verification answers with a report, never with a crash. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../cms/certificate.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { DerError, readDer } from '../der/reader.ts';
import { parseCrl } from '../revocation/crl.ts';
import { ocspAnswer } from '../revocation/ocsp.ts';
import { crl } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { agencySigns, person, personSigns, policy, root, sub, timeStamp } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { pdfDate } from './signatures/date.ts';

const unsigned = timeStamp();
const signature = cms({ signer: person, issuer: sub, signed: [Buffer.from('x')], unsigned });
const rsaCertificate = parseCertificate(sub.der);

const damage = fc.array(
  fc.record({ at: fc.nat(10_000), value: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);

function damaged(
  bytes: Uint8Array,
  changes: readonly { at: number; value: number; cut: boolean }[],
): Uint8Array {
  let out = Uint8Array.from(bytes);
  for (const { at, value, cut } of changes) {
    const place = at % Math.max(out.length, 1);
    if (cut && value > 200) out = out.slice(0, place);
    else out[place] = value;
  }
  return out;
}

const onlyDerErrors = (read: (bytes: Uint8Array) => unknown, sample: Uint8Array) =>
  fc.assert(
    fc.property(damage, (changes) => {
      try {
        read(damaged(sample, changes));
        return true;
      } catch (error) {
        return error instanceof DerError;
      }
    }),
    { numRuns: 3000 },
  );

describe('damaged DER', () => {
  it('certificates', () => onlyDerErrors(parseCertificate, person.der));
  it('revocation lists', () =>
    onlyDerErrors(parseCrl, crl({ issuer: sub, revoked: [{ serial: 5, at: '2026-01-01T00:00:00Z' }] })));
  it('signatures with time stamps', () => onlyDerErrors(parseSignedData, signature));
  it('OCSP responses', () =>
    onlyDerErrors((bytes) => ocspAnswer(bytes, parseCertificate(person.der), rsaCertificate), signature));
  it('anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          parseSignedData(bytes);
        } catch (error) {
          return error instanceof DerError;
        }
        return false;
      }),
    );
  });

  it.each([
    ['an indefinite length', '3080020100 0000'],
    ['a length longer than needed', '30810102'],
    ['a length of five bytes', '30850000000001ff'],
    ['a tag of several bytes', '3f8101 00'],
    ['a value over the end', '300502'],
  ])('%s is refused', (_, hex) => {
    expect(() => readDer(Buffer.from(hex.replace(' ', ''), 'hex'))).toThrow(DerError);
  });
});

describe('damaged signatures in a document', () => {
  const pdf = agencySigns(personSigns(basePdf(), { cms: { unsigned } }), { cms: { unsigned } });
  const start = pdf.indexOf('/Contents <', pdf.lastIndexOf('/ByteRange')) + 11;

  it('always give a report; without a change it passes', () => {
    expect(verifyPdf(pdf, policy()).verdict).toBe('TOTAL-PASSED');
    fc.assert(
      fc.property(fc.nat(5000), fc.constantFrom(...'0123456789abcdefg<>( '), (at, digit) => {
        const bytes = Buffer.from(pdf);
        bytes.write(digit, start + at, 'latin1');
        const { verdict } = verifyPdf(bytes, policy());
        return ['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'].includes(verdict);
      }),
      { numRuns: 1500 },
    );
  });

  it('an empty trust gives no pass', () => {
    const nobody = { anchors: [], intermediates: [parseCertificate(root.der)], crls: [], ocsps: [] };
    expect(verifyPdf(pdf, policy({ trust: nobody })).reason).toBe('CERTIFICATE_UNTRUSTED');
  });
});

describe('dates of PDF', () => {
  it.each([
    ["D:20260302080000+07'00'", '2026-03-02T01:00:00.000Z'],
    ["D:20260302080000+07'00", '2026-03-02T01:00:00.000Z'],
    ["D:20260302080000-05'30'", '2026-03-02T13:30:00.000Z'],
    ['D:20260302080000Z', '2026-03-02T08:00:00.000Z'],
    ["D:20260302080000Z00'00'", '2026-03-02T08:00:00.000Z'],
    ['D:20260302', '2026-03-02T00:00:00.000Z'],
    ['D:20261302', null],
    ['yesterday', null],
  ])('%s', (text, iso) => {
    expect(pdfDate(text)).toBe(iso);
  });
});

describe('the hole that no signature covers', () => {
  const file = agencySigns(personSigns(basePdf()));
  const [from, to] = lastHole(file);

  it('stands as found here', () => {
    expect(verifyPdf(file, policy()).verdict).toBe('TOTAL-PASSED');
    expect(Buffer.from(file.subarray(from - 1, from)).toString()).toBe('<');
    expect(Buffer.from(file.subarray(to, to + 1)).toString()).toBe('>');
  });

  it('may hold nothing that a reader would skip: one byte of its padding changed never passes', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(255), (back, value) => {
        const changed = Uint8Array.from(file);
        const place = to - 1 - back;
        if (changed[place] === value) return;
        changed[place] = value;
        expect(verifyPdf(changed, policy()).verdict).not.toBe('TOTAL-PASSED');
      }),
      { numRuns: 300 },
    );
  });
});

/** Of the last signature: where its hexadecimal digits begin and end. */
function lastHole(file: Uint8Array): readonly [number, number] {
  const text = Buffer.from(file).toString('latin1');
  const [, length, resume] = [...text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)/g)].at(-1) ?? [];
  return [Number(length) + 1, Number(resume) - 1];
}
