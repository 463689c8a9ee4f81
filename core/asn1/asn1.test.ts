/** Where DER is easily got wrong with the ASN.1 library: order, times, numbers of algorithms, repeated values. */
import { execFileSync } from 'node:child_process';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { Certificate, Extension, Name, RevokedCertificate, TBSCertificate } from '@peculiar/asn1-x509';
import { expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { sha256, sha256WithRsa } from './algorithms.ts';
import { derOf, inDerOrder, integerContent, objectIdentifier, time } from './encoding.ts';
import { signedAttributes } from './signed-data.ts';
import { verbatim } from './verbatim.ts';

const hex = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(bytes)).toString('hex');

it('gives algorithms their own numbers and parameters', () => {
  expect(hex(derOf(sha256WithRsa))).toBe('300d06092a864886f70d01010b0500');
  expect(hex(derOf(sha256))).toBe('300b0609608648016503040201');
  expect(hex(objectIdentifier('0.9.2342.19200300.100.1.1'))).toBe('060a0992268993f22c640101');
});

it.each([
  ['1949-12-31T23:59:59Z', '180f31393439313233313233353935395a'],
  ['1950-01-01T00:00:00.999Z', '170d3530303130313030303030305a'],
  ['2049-12-31T23:59:59.999Z', '170d3439313233313233353935395a'],
  ['2050-01-01T00:00:00.001Z', '180f32303530303130313030303030305a'],
])('writes %s as RFC 5280 wants it', (at, expected) => {
  expect(hex(derOf(time(new Date(at))))).toBe(expected);
});

it.each([
  ['0', '00'],
  ['7f', '7f'],
  ['80', '0080'],
  ['0abc', '0abc'],
  ['000080', '0080'],
])('writes the serial number %s as the shortest positive integer', (serial, expected) => {
  expect(hex(integerContent(serial))).toBe(expected);
  const entry = new RevokedCertificate({
    userCertificate: integerContent(serial),
    revocationDate: time(new Date('2026-01-01T00:00:00Z')),
  });
  expect(hex(derOf(entry))).toContain(`02${expected.length === 2 ? '01' : '02'}${expected}`);
});

it('sorts the members of a SET by their encodings', () => {
  const members = ['0b', '0a0a', '0a', ''].map((value) => new OctetString(Buffer.from(value, 'hex')));
  expect(inDerOrder(members).map((member) => hex(derOf(member)))).toEqual([
    '0400',
    '04010a',
    '04010b',
    '04020a0a',
  ]);
});

it('repeats a value as it came, where the library would write it otherwise', () => {
  // A default spelled out, as some authorities do in certificates.
  const notCritical = Buffer.from('300b0603551d13010100040100', 'hex');
  expect(hex(derOf(AsnConvert.parse(notCritical, Extension)))).toBe('30080603551d13040100');
  expect(hex(derOf(verbatim(Extension, notCritical)))).toBe(hex(notCritical));
  const certificate = new Certificate({
    tbsCertificate: new TBSCertificate({ issuer: verbatim(Name, notCritical) }),
  });
  expect(hex(derOf(certificate))).toContain(hex(notCritical));
});

it.skipIf(!foreign('openssl').present)('writes signing-certificate-v2 so that openssl reads it', () => {
  const attributes = signedAttributes({
    contentType: '1.2.840.113549.1.7.1',
    digest: Buffer.alloc(32),
    certificate: {
      der: Buffer.from('any'),
      issuer: Buffer.from('3000', 'hex'),
      serial: Buffer.from('02020080', 'hex'),
    },
  });
  const text = execFileSync('openssl', ['asn1parse', '-inform', 'DER'], { input: attributes }).toString();
  expect(text).toMatch(/^ +0:d=0.*cons: SET/);
  expect(text).toMatch(/contentType[\s\S]+messageDigest[\s\S]+id-smime-aa-signingCertificateV2/);
  expect(text).toMatch(/cons: cont \[ 4 \][\s\S]+INTEGER +:80\n/);
  // SHA-256 is the default, and must not be named.
  expect(text).not.toContain('sha256');
});
