/** What an empty field demands: kept where we make it anyway, refused by name where not. */
import { PDFHexString, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { collectFacts } from '../../verification/index.ts';
import { signPdf } from '../sign-pdf.ts';
import { withEmptyField, withFieldEntries } from '../test-documents.ts';
import { fixture, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { prepareSignature } from '../two-phase/prepare.ts';

const letter = fixture('documents', 'cong-van-classic.pdf');
const image = fixture('images', 'chu-ky-xanh.png');
const common = {
  regulation: 'none',
  clock: fixedClock('2026-11-22T02:30:15Z'),
  appearance: { kind: 'personal', image, anchor: { field: 'Ô ký' } },
} as const;
let signer: TokenSigner;
let sole: Uint8Array;

beforeAll(async () => {
  const pki = await testPki();
  signer = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' });
  sole = await withEmptyField(letter, [300, 100, 440, 160]);
});

type Entries = Readonly<Record<string, unknown>>;

async function outcome(entries: Entries, pdf = sole): Promise<string> {
  try {
    const signed = await signPdf({ ...common, pdf: await withFieldEntries(pdf, entries), signer });
    return collectFacts(signed)
      .signatures.map(({ field }) => field)
      .join();
  } catch (error) {
    return error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : 'thrown';
  }
}

const hex = (der: Uint8Array) => PDFHexString.of(Buffer.from(der).toString('hex'));

describe('seed values', () => {
  it.each<readonly [string, Entries]>([
    ['none', {}],
    [
      'wishes only',
      { Filter: 'Foo.Bar', SubFilter: ['x'], DigestMethod: ['SHA1'], Reasons: [PDFString.of('a')] },
    ],
    ['the handler', { Ff: 1, Filter: 'Adobe.PPKLite' }],
    ['one of two formats', { Ff: 2, SubFilter: ['adbe.pkcs7.detached', 'ETSI.CAdES.detached'] }],
    ['a bit without its value', { Ff: 3 }],
    ['a parser of ISO 32000-2', { Ff: 4, V: 3 }],
    ['no reason', { Ff: 8, Reasons: [PDFString.of('.')] }],
    ['no reason, as an empty list', { Ff: 8, Reasons: [] }],
    ['no revocation data', { Ff: 32, AddRevInfo: false }],
    ['the digest, as a name', { Ff: 64, DigestMethod: ['SHA256'] }],
    ['the digest, as text', { Ff: 64, DigestMethod: [PDFString.of('SHA512'), PDFString.of('SHA256')] }],
    ['an ordinary signature', { MDP: { P: 0 } }],
    ['no lock of the document', { Ff: 128, LockDocument: 'false' }],
    ['a time stamp as a wish', { TimeStamp: { Ff: 0, URL: PDFString.of('http://tsa.example') } }],
    ['an address for certificates', { Cert: { Ff: 64, URL: PDFString.of('http://ca.example') } }],
    ['the use of the key', { Cert: { Ff: 32, KeyUsage: [PDFString.of('1XX')] } }],
    ['the name', { Cert: { Ff: 8, SubjectDN: [{ CN: PDFHexString.fromText('Nguyễn Văn An') }] } }],
    ['certificates as a wish', { Cert: { Subject: [PDFHexString.of('3000')] } }],
  ])('are kept: %s', async (_, seed) => {
    expect(await outcome({ SV: seed })).toBe('Ô ký');
  });

  it.each<readonly [string, Entries]>([
    ['Filter Foo.Bar', { Ff: 1, Filter: 'Foo.Bar' }],
    ['SubFilter adbe.pkcs7.detached', { Ff: 2, SubFilter: ['adbe.pkcs7.detached'] }],
    ['V 4', { Ff: 4, V: 4 }],
    ['Reasons Duyệt', { Ff: 8, Reasons: [PDFHexString.fromText('Duyệt')] }],
    ['LegalAttestation', { Ff: 16, LegalAttestation: [PDFString.of('a')] }],
    ['AddRevInfo', { Ff: 32, AddRevInfo: true }],
    ['DigestMethod SHA512', { Ff: 64, DigestMethod: ['SHA512'] }],
    ['DigestMethod SHA512', { Ff: 64, DigestMethod: [PDFString.of('SHA512')] }],
    ['DigestMethod SHA256', { Ff: 64, DigestMethod: PDFString.of('SHA256') }],
    ['Ff', { Ff: [64], DigestMethod: ['SHA512'] }],
    ['MDP', { MDP: [2] }],
    ['Cert', { Cert: [1] }],
    ['LockDocument', { Ff: 128, LockDocument: 'true' }],
    ['AppearanceFilter', { Ff: 256, AppearanceFilter: PDFString.of('a') }],
    ['Ff 512', { Ff: 512 }],
    ['MDP P=2', { MDP: { P: 2 } }],
    ['TimeStamp', { TimeStamp: { Ff: 1, URL: PDFString.of('http://tsa.example') } }],
    ['Cert Subject', { Cert: { Ff: 1, Subject: [PDFHexString.of('3000')] } }],
    ['Cert Issuer', { Cert: { Ff: 2, Issuer: [PDFHexString.of('3000')] } }],
    ['Cert OID', { Cert: { Ff: 4, OID: [PDFString.of('1.2.3')] } }],
    ['Cert SubjectDN CN', { Cert: { Ff: 8, SubjectDN: [{ CN: PDFString.of('B') }] } }],
    ['Cert KeyUsage 0', { Cert: { Ff: 32, KeyUsage: [PDFString.of('0')] } }],
  ])('refuse by name: %s', async (demand, seed) => {
    const told = await outcome({ SV: seed });
    expect(told).toMatch(/^SIGN_FIELD_DEMANDS /);
    expect(told).toContain(demand);
  });

  it('that are no dictionary are refused by name', async () => {
    expect(await outcome({ SV: [1, 2] })).toMatch(/^SIGN_FIELD_DEMANDS .*demands of a signature in it SV;/);
  });

  it('of certificates are kept by the signer they name', async () => {
    const [issuer = signer.certificate] = signer.chain;
    const Cert = { Ff: 3, Subject: [hex(signer.certificate)], Issuer: [hex(issuer)] };
    expect(await outcome({ SV: { Cert } })).toBe('Ô ký');
  });

  it('a demanded time stamp is kept by a signature that gets one', async () => {
    const pdf = await withFieldEntries(sole, { SV: { TimeStamp: { Ff: 1 } } });
    const { warnings } = await prepareSignature({ ...common, pdf, signer, timeStamped: true });
    expect(warnings).toEqual([]);
  });
});

describe('a read-only field', () => {
  it('is not signed, its widget apart or not', async () => {
    const apart = await withEmptyField(letter, [300, 100, 440, 160], true);
    expect(await outcome({ Ff: 1 })).toMatch(/^SIGN_FIELD_READ_ONLY .*Ô ký/);
    expect(await outcome({ Ff: 1 }, apart)).toMatch(/^SIGN_FIELD_READ_ONLY .*Ô ký/);
    expect(await outcome({ Ff: 2 })).toBe('Ô ký');
  });
});
