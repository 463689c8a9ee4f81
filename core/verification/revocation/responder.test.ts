/** OCSP responses made by hand: who may answer, about whom, how fresh, and with which nonce. */
import { describe, expect, it } from 'vitest';
import { chainOf } from '../chain/chain.ts';
import { parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { certificate, crl, ecKey, extension, type Identity } from '../testing/authority.ts';
import { nothing, octetString } from '../testing/der.ts';
import { distributionPoints, extendedKeyUsage } from '../testing/extensions.ts';
import { keyBits, type OcspOptions, ocspResponse } from '../testing/ocsp.ts';
import { parseCrl } from './crl.ts';
import { noHelp } from './help.ts';
import { ocspAnswer } from './ocsp.ts';

const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });
const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, serial: 0x55 });
const use = extendedKeyUsage(false, oids.ocspSigning);
const noCheck = extension(oids.ocspNoCheck, false, nothing);
const responder = (...more: readonly Uint8Array[]) =>
  certificate({ name: 'OCSP', uid: 'X:1', issuer: sub, serial: 0x77, more });
const delegate = responder(use, noCheck);
const keyUsage = (bits: string) => extension(oids.keyUsage, true, Buffer.from(`0302${bits}`, 'hex'));
/** RFC 5280, 4.2.1.12. */
const limited = (bits: string) =>
  certificate({
    name: 'OCSP',
    uid: 'X:1',
    issuer: sub,
    serial: 0x77,
    extensions: [keyUsage(bits), use, noCheck],
  });

function statusOf(
  answers: readonly Partial<OcspOptions>[],
  options: {
    readonly at?: string;
    readonly latest?: string;
    readonly subCrl?: Parameters<typeof crl>[0];
    /** Certificates at hand beside those of the path. */
    readonly beside?: readonly Identity[];
  } = {},
): string {
  const { at = '2026-03-10T00:00:00Z', latest, subCrl, beside = [] } = options;
  const result = chainOf(
    parseCertificate(signer.der),
    {
      anchors: [parseCertificate(root.der)],
      intermediates: [sub, ...beside].map(({ der }) => parseCertificate(der)),
      crls: [crl({ issuer: root }), ...(subCrl === undefined ? [] : [crl(subCrl)])].map(parseCrl),
      ocsps: answers.map((answer) => ocspResponse({ issuer: sub, serial: 0x55, ...answer })),
    },
    {
      at: new Date(at),
      hashes: ['sha256'],
      leastRsaBits: 2048,
      ...(latest === undefined ? {} : { latest: new Date(latest) }),
    },
  );
  if (result.kind === 'good') return 'good';
  if (result.kind !== 'revocation') return result.kind;
  return result.status.status === 'unknown'
    ? `unknown ${result.status.detail.code}`
    : `revoked ${result.status.reason}`;
}

const other = certificate({ name: 'Other' });
const stranger = (...more: readonly Uint8Array[]) =>
  certificate({ name: 'OCSP', uid: 'X:1', issuer: other, more });
const revokedAt = { status: { at: '2026-03-01T00:00:00Z', reason: 1 } } as const;

describe('a responder whose certificate is at hand, and not inside', () => {
  const bare = { signer: delegate, certificates: [] } as const;
  it.each<[string, Partial<OcspOptions>, readonly Identity[], string]>([
    ['is believed', bare, [delegate], 'good'],
    ['named by its key too', { ...bare, responder: 'key' }, [delegate], 'good'],
    ['says revoked as well', { ...bare, ...revokedAt }, [delegate], 'revoked keyCompromise'],
    ['is found among others of its name', bare, [stranger(use, noCheck), delegate], 'good'],
    ['is none where nothing is at hand', bare, [], 'unknown RESPONSE_SIGNER_MISSING'],
    [
      'is none by the name alone',
      bare,
      [certificate({ name: 'OCSP', uid: 'X:1', issuer: sub, key: ecKey(), more: [use, noCheck] })],
      'unknown RESPONSE_SIGNATURE_WRONG',
    ],
    [
      'needs the purpose as any other',
      { signer: responder(noCheck), certificates: [] },
      [responder(noCheck)],
      'unknown RESPONSE_SIGNER_UNENTITLED',
    ],
    [
      'has to be of the same authority',
      { signer: stranger(use, noCheck), certificates: [] },
      [stranger(use, noCheck)],
      'unknown RESPONSE_SIGNER_FOREIGN',
    ],
    [
      'is not looked for where the response brings one',
      { signer: delegate, certificates: [responder(noCheck)] },
      [delegate],
      'unknown RESPONSE_SIGNER_UNENTITLED',
    ],
  ])('%s', (_, answer, beside, expected) => expect(statusOf([answer], { beside })).toBe(expected));
});

describe('whom we believe', () => {
  const cases: readonly (readonly [string, Partial<OcspOptions>, string])[] = [
    ['the issuer', {}, 'good'],
    ['the issuer, named by its key', { responder: 'key' }, 'good'],
    ['a responder that it certified', { signer: delegate }, 'good'],
    ['a responder named by its key', { signer: delegate, responder: 'key' }, 'good'],
    ['that says revoked, and why', { signer: delegate, ...revokedAt }, 'revoked keyCompromise'],
    ['the hash of the issuer by SHA-256', { idHash: 'sha256' }, 'good'],
    ['no hash of the issuer by MD5', { idHash: 'md5' }, 'unknown RESPONSE_ID_WEAK'],
    [
      'no response that names another responder',
      { responder: { name: other.name } },
      'unknown RESPONSE_SIGNER_MISSING',
    ],
    [
      'no responder by the name of another',
      { signer: delegate, responder: { name: sub.name } },
      'unknown RESPONSE_SIGNATURE_WRONG',
    ],
    [
      'no responder without the purpose',
      { signer: responder(noCheck) },
      'unknown RESPONSE_SIGNER_UNENTITLED',
    ],
    ['a responder whose key is for commitments', { signer: limited('0640') }, 'good'],
    [
      'no responder whose key is for encryption only',
      { signer: limited('0520') },
      'unknown RESPONSE_SIGNER_UNENTITLED',
    ],
    [
      'no responder of another authority',
      { signer: stranger(use, noCheck) },
      'unknown RESPONSE_SIGNER_FOREIGN',
    ],
    ['not the certificate itself', { signer }, 'unknown RESPONSE_OF_ITSELF'],
    [
      'no responder that had expired',
      {
        signer: certificate({
          name: 'OCSP',
          uid: 'X:1',
          issuer: sub,
          more: [use, noCheck],
          notAfter: '2026-02-01T00:00:00Z',
        }),
      },
      'unknown RESPONSE_SIGNER_OUT_OF_TERM',
    ],
    [
      'no responder with an unknown critical extension',
      { signer: responder(use, noCheck, extension('1.2.3', true, octetString(Buffer.from('x')))) },
      'unknown RESPONSE_SIGNER_EXTENSION',
    ],
    ['no other signature', { key: ecKey() }, 'unknown RESPONSE_SIGNATURE_WRONG'],
    ['no SHA-1', { hash: 'sha1' }, 'unknown RESPONSE_HASH_REFUSED'],
    ['no answer about another serial', { serial: 0x56 }, 'unknown LIST_MISSING'],
    [
      'no answer about another key of the issuer',
      { idKey: keyBits(other) },
      'unknown RESPONSE_ISSUER_DIFFERS',
    ],
    ['no "unknown"', { status: 'unknown' }, 'unknown RESPONSE_STATUS_UNKNOWN'],
    [
      'nothing with an unknown critical extension',
      { extensions: [extension('1.2.3', true, octetString(Buffer.from('x')))] },
      'unknown RESPONSE_EXTENSION_UNKNOWN',
    ],
    [
      'no answer with an unknown critical extension',
      { singleExtensions: [extension('1.2.3', true, octetString(Buffer.from('x')))] },
      'unknown RESPONSE_EXTENSION_UNKNOWN',
    ],
    [
      'no answer that is newer than its response',
      { producedAt: '2026-02-01T00:00:00Z' },
      'unknown RESPONSE_TIMES_CONTRADICT',
    ],
    [
      'no answer that ends before it begins',
      { nextUpdate: '2026-02-01T00:00:00Z' },
      'unknown RESPONSE_TIMES_CONTRADICT',
    ],
  ];
  it.each(cases)('%s', (_, answer, expected) => {
    expect(statusOf([answer])).toBe(expected);
  });
});

describe("a responder's own revocation", () => {
  const list = (serial?: number) => ({
    issuer: sub,
    revoked: serial === undefined ? [] : [{ serial, at: '2026-03-01T00:00:00Z' }],
  });
  const silent = { ...list(), nextUpdate: '2026-03-05T00:00:00Z' };

  it('is not asked for when the issuer says so', () => {
    expect(statusOf([{ signer: delegate }])).toBe('good');
  });

  it('is asked for where the certificate says where', () => {
    const pointing = responder(use, distributionPoints({ uri: 'http://a' }));
    expect(statusOf([{ signer: pointing }])).toBe('unknown RESPONSE_SIGNER_UNSETTLED');
    expect(statusOf([{ signer: pointing, ...revokedAt }], { subCrl: list() })).toBe('revoked keyCompromise');
    expect(statusOf([{ signer: pointing }], { subCrl: list(0x77) })).toBe('good');
  });

  it('counts whenever it is known', () => {
    const plain = responder(use);
    expect(statusOf([{ signer: plain }])).toBe('good');
    expect(statusOf([{ signer: plain }], { subCrl: { ...silent, revoked: list(0x77).revoked } })).toBe(
      'unknown RESPONSE_SIGNER_REVOKED',
    );
  });

  it('is not told by itself', () => {
    const pointing = responder(use, distributionPoints({ uri: 'http://a' }));
    expect(statusOf([{ signer: pointing }, { signer: pointing, serial: 0x77 }])).toBe(
      'unknown RESPONSE_SIGNER_UNSETTLED',
    );
  });
});

describe('freshness', () => {
  it('covers the time before it was told, and until the next is promised', () => {
    expect(statusOf([{}], { at: '2026-02-15T00:00:00Z' })).toBe('good');
    expect(statusOf([{ thisUpdate: '2026-03-10T00:00:00Z' }])).toBe('good');
    expect(statusOf([{ nextUpdate: '2026-03-09T00:00:00Z' }])).toBe('unknown RESPONSE_ENDED');
    expect(statusOf([{ nextUpdate: null }])).toBe('unknown RESPONSE_ENDED');
    expect(statusOf([{ nextUpdate: null, thisUpdate: '2026-03-10T00:00:01Z' }])).toBe('good');
  });

  it('is ten minutes where the response promises newer word at any time', () => {
    const open = (thisUpdate: string) => statusOf([{ nextUpdate: null, thisUpdate }]);
    expect(open('2026-03-09T23:59:59Z')).toBe('good');
    expect(open('2026-03-09T23:50:00Z')).toBe('good');
    expect(open('2026-03-09T23:49:59Z')).toBe('unknown RESPONSE_ENDED');
    expect(statusOf([{ nextUpdate: null, thisUpdate: '2026-03-09T23:59:59Z', ...revokedAt }])).toBe(
      'revoked keyCompromise',
    );
  });

  it('ends where the clock of whoever verifies stands, but for a revocation', () => {
    const latest = '2026-03-10T00:05:00Z';
    expect(statusOf([{ thisUpdate: '2026-03-10T00:05:00Z' }], { latest })).toBe('good');
    expect(statusOf([{ thisUpdate: '2026-03-10T00:05:01Z' }], { latest })).toBe(
      'unknown RESPONSE_FROM_FUTURE',
    );
    expect(statusOf([{ thisUpdate: '2026-03-12T00:00:00Z', ...revokedAt }], { latest })).toBe(
      'revoked keyCompromise',
    );
    const hold = { status: { at: '2026-03-01T00:00:00Z', reason: 6 } } as const;
    const lifted = { thisUpdate: '2026-03-12T00:00:00Z' };
    expect(statusOf([hold, lifted])).toBe('good');
    expect(statusOf([hold, lifted], { latest })).toBe('revoked certificateHold');
  });

  it('lets a newer answer lift a hold, and no other revocation', () => {
    const newer = { thisUpdate: '2026-03-05T00:00:00Z' };
    const hold = { status: { at: '2026-03-01T00:00:00Z', reason: 6 } } as const;
    expect(statusOf([hold])).toBe('revoked certificateHold');
    expect(statusOf([hold, newer])).toBe('good');
    expect(statusOf([revokedAt, newer])).toBe('revoked keyCompromise');
  });
});

describe('a nonce', () => {
  const asked = Buffer.from('0102030405060708', 'hex');
  const answered = (nonce?: Uint8Array) => {
    const said = ocspAnswer(
      ocspResponse({ issuer: sub, serial: 0x55, ...(nonce === undefined ? {} : { nonce }) }),
      parseCertificate(signer.der),
      parseCertificate(sub.der),
      { at: new Date(0), help: noHelp(), nonce: asked },
    );
    return said.kind === 'answer' ? said.answer.status : said.kind === 'unusable' && said.fault.code;
  };

  it('that is repeated has to be the one asked for', () => {
    expect(answered(asked)).toBe('good');
    expect(answered()).toBe('good');
    expect(answered(Buffer.from('0102030405060709', 'hex'))).toBe('RESPONSE_NONCE_DIFFERS');
  });
});
