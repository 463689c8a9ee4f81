/** Lists and responses that OpenSSL made, each wrong in one thing: told by what is wrong, and harmless beside a sound one. */
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { chainOf } from '../chain/chain.ts';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import type { Detail } from '../details/index.ts';
import { detailText } from '../report/detail-text.ts';
import { parseCrl } from './crl.ts';

const openssl = foreign('openssl');
const dir = mkdtempSync(join(tmpdir(), 'congvu-unusable-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const config = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 700
default_crl_days = 30
policy = any
copy_extensions = none
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[root_without]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[person]
keyUsage = critical,digitalSignature
[responder]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[numbered]
authorityKeyIdentifier = keyid:always
[strange]
1.2.3.4 = critical,ASN1:NULL
[attributes]
issuingDistributionPoint = critical,@onlyattr
[onlyattr]
onlyAA = TRUE
[authorities]
issuingDistributionPoint = critical,@onlyca
[onlyca]
onlyCA = TRUE
[point]
issuingDistributionPoint = critical,@elsewhere
[elsewhere]
fullname = URI:http://example.vn/other.crl
`;

function run(...parameters: readonly string[]): void {
  const { status, stderr } = spawnSync(openssl.path, parameters, { cwd: dir });
  if (status !== 0) throw new Error(`openssl ${parameters.join(' ')}: ${stderr}`);
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const;

function issue(name: string, extensions: string, ...more: readonly string[]): void {
  run(
    'req',
    ...newKey,
    '-config',
    'ca.cnf',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
  );
  const put = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-extensions', extensions, '-notext', '-batch'];
  run('ca', '-config', 'ca.cnf', ...put, ...more);
}

function root(file: string, extensions: string, key?: string): void {
  const made =
    key === undefined ? ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${file}.key`] : ['-key', `${key}.key`];
  const subject = ['-subj', '/CN=Co quan chung thuc', '-days', '800', '-extensions', extensions];
  run('req', '-x509', ...made, '-config', 'ca.cnf', ...subject, '-out', `${file}.pem`);
}

const read = (name: string): Certificate =>
  parseCertificate(new X509Certificate(readFileSync(join(dir, name))).raw);

function listBy(...parameters: readonly string[]): Uint8Array {
  run('ca', '-gencrl', '-config', 'ca.cnf', '-out', 'list.pem', ...parameters);
  run('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');
  return readFileSync(join(dir, 'list.crl'));
}

const isIdHash = (parameter: string) => /^-(sha\d+|md5)$/.test(parameter);

function responseBy(signer: string, ...parameters: readonly string[]): Uint8Array {
  const about = parameters.includes('-issuer') ? [] : ['-issuer', 'ca.pem'];
  const number = new X509Certificate(readFileSync(join(dir, 'an.pem'))).serialNumber;
  run(
    'ocsp',
    ...['-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`],
    ...['-respout', 'answer.ocsp', '-no_nonce', '-ndays', '1'],
    ...parameters.filter((one) => isIdHash(one)),
    ...about,
    ...parameters.filter((one) => !isIdHash(one)),
    ...['-serial', `0x${number}`],
  );
  return readFileSync(join(dir, 'answer.ocsp'));
}

interface Sources {
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly anchor?: string;
  readonly latest?: Date;
}

function statusOf({ crls = [], ocsps = [], anchor = 'ca.pem', latest }: Sources) {
  const result = chainOf(
    read('an.pem'),
    { anchors: [read(anchor)], intermediates: [], crls: crls.map(parseCrl), ocsps },
    { at: new Date(), hashes: ['sha256'], leastRsaBits: 2048, ...(latest === undefined ? {} : { latest }) },
  );
  if (result.kind === 'good') return 'good';
  if (result.kind !== 'revocation' || result.status.status !== 'unknown') return result.kind;
  return result.status.detail;
}

/** In both languages with its values, and beside a sound list as if it were not there. */
function expectTold(sources: Sources, code: string, values: Readonly<Record<string, unknown>> = {}): void {
  const told = statusOf(sources) as Detail;
  expect(told).toMatchObject({ code, values: { name: 'an', ...values } });
  for (const language of ['vi', 'en'] as const) expect(detailText(told, language)).not.toMatch(/[{}]/);
  expect(statusOf({ ...sources, crls: [...(sources.crls ?? []), sound] })).toBe('good');
}

let sound: Uint8Array;

describe.skipIf(!openssl.present)('by OpenSSL', () => {
  beforeAll(() => {
    writeFileSync(join(dir, 'ca.cnf'), config);
    writeFileSync(join(dir, 'index.txt'), '');
    writeFileSync(join(dir, 'serial'), '1000\n');
    writeFileSync(join(dir, 'crlnumber'), '07\n');
    root('ca', 'root');
    root('other', 'root');
    root('without', 'root_without', 'ca');
    issue('an', 'person');
    issue('binh', 'person');
    issue('ocsp', 'responder');
    const term = ['-startdate', '20250101000000Z', '-enddate', '20250201000000Z'];
    issue('old', 'responder', ...term);
    sound = listBy();
  });

  it('a sound list, and a sound response', () => {
    expect(statusOf({ crls: [sound] })).toBe('good');
    expect(statusOf({ ocsps: [responseBy('ca')] })).toBe('good');
    expect(statusOf({ ocsps: [responseBy('ocsp')] })).toBe('good');
    expect(statusOf({})).toMatchObject({ code: 'LIST_MISSING' });
  });

  describe('a list', () => {
    it.each(['md5', 'sha1'])('signed with %s', (hash) => {
      const issuer = 'Co quan chung thuc';
      expectTold({ crls: [listBy('-md', hash)] }, 'LIST_HASH_REFUSED', { hash, issuer });
    });

    it('by another key of the same name', () => {
      const list = listBy('-cert', 'other.pem', '-keyfile', 'other.key');
      expectTold({ crls: [list] }, 'LIST_SIGNATURE_WRONG');
    });

    it('whose signature was changed', () => {
      const list = Uint8Array.from(sound);
      const last = list.length - 1;
      list[last] = (list[last] ?? 0) ^ 1;
      expectTold({ crls: [list] }, 'LIST_SIGNATURE_WRONG');
    });

    it('by an issuer without cRLSign', () => {
      const told = statusOf({ crls: [sound], anchor: 'without.pem' });
      expect(told).toMatchObject({ code: 'LIST_SIGNER_UNENTITLED' });
    });

    it('with an unknown critical extension', () => {
      expectTold({ crls: [listBy('-crlexts', 'strange')] }, 'LIST_EXTENSION_UNKNOWN', { oid: '1.2.3.4' });
    });

    it.each([
      ['attributes', 'others'],
      ['authorities', 'authorities'],
      ['point', 'point'],
    ])('for %s only', (extensions, scope) => {
      expectTold({ crls: [listBy('-crlexts', extensions)] }, 'LIST_FOR_OTHERS', { scope });
    });

    it('that has ended', () => {
      const times = ['-crl_lastupdate', '20250101000000Z', '-crl_nextupdate', '20250201000000Z'];
      const values = { issued: '2025-01-01T00:00:00.000Z', end: '2025-02-01T00:00:00.000Z' };
      expectTold({ crls: [listBy(...times)] }, 'LIST_ENDED', values);
    });

    it('from the future, with its number', () => {
      const year = new Date().getUTCFullYear() + 1;
      const times = ['-crl_lastupdate', `${year}1201000000Z`, '-crl_nextupdate', `${year + 1}1201000000Z`];
      const list = listBy(...times, '-crlexts', 'numbered');
      const number = String(parseCrl(list).number ?? '');
      expect(number).toMatch(/^\d+$/);
      const issued = `${year}-12-01T00:00:00.000Z`;
      expectTold({ crls: [list], latest: new Date() }, 'LIST_FROM_FUTURE', { issued, number });
    });

    it('that is newer than the one that has ended is the one that is told', () => {
      const ended = listBy('-crl_lastupdate', '20250101000000Z', '-crl_nextupdate', '20250201000000Z');
      expectTold({ crls: [ended, listBy('-md', 'sha1')] }, 'LIST_HASH_REFUSED');
    });
  });

  describe('a response', () => {
    it('signed with SHA-1', () => {
      expectTold({ ocsps: [responseBy('ca', '-rmd', 'sha1')] }, 'RESPONSE_HASH_REFUSED', { hash: 'sha1' });
    });

    it('that names its issuer by MD5', () => {
      expectTold({ ocsps: [responseBy('ca', '-md5')] }, 'RESPONSE_ID_WEAK', { hash: 'md5' });
    });

    it('with a wrong signature', () => {
      expectTold({ ocsps: [responseBy('ca', '-badsig')] }, 'RESPONSE_SIGNATURE_WRONG');
    });

    it('by a responder whose certificate is not inside', () => {
      const responder = 'ocsp';
      expectTold({ ocsps: [responseBy('ocsp', '-resp_no_certs')] }, 'RESPONSE_SIGNER_MISSING', { responder });
    });

    it('by a certificate without OCSPSigning', () => {
      const missing = 'OCSPSigning';
      expectTold({ ocsps: [responseBy('binh')] }, 'RESPONSE_SIGNER_UNENTITLED', { missing });
    });

    it('by a responder that had expired', () => {
      const until = '2025-02-01T00:00:00.000Z';
      expectTold({ ocsps: [responseBy('old')] }, 'RESPONSE_SIGNER_OUT_OF_TERM', { until });
    });

    it('by the certificate itself', () => {
      expectTold({ ocsps: [responseBy('an')] }, 'RESPONSE_OF_ITSELF');
    });

    it('about this serial of another issuer', () => {
      expectTold({ ocsps: [responseBy('ca', '-issuer', 'other.pem')] }, 'RESPONSE_ISSUER_DIFFERS');
    });

    it('that declines, and one that is nothing', () => {
      expectTold({ ocsps: [Buffer.from('30030a0106', 'hex')] }, 'RESPONSE_REFUSED', { status: 6 });
      expectTold({ ocsps: [Buffer.from('hello')] }, 'RESPONSE_UNREADABLE');
    });
  });
});
