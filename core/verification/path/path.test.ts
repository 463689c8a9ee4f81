/** Paths, constraints and revocation, case by case, with `openssl verify` as judge. */
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { defaultAlgorithms } from '../policy/policy.ts';
import { parseCrl } from '../revocation/crl.ts';
import { revocationOf } from '../revocation/revocation.ts';
import {
  authorityExtensions,
  type CrlOptions,
  certificate,
  crl,
  extension,
  type Identity,
  signerExtensions,
} from '../testing/authority.ts';
import { element, octetString, sequence, tagged } from '../testing/der.ts';
import { now } from '../testing/hand-made.ts';
import { pathsTo } from './build.ts';
import { problemOf } from './validate.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-path-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openssl = foreign('openssl');

interface Case {
  readonly chain: readonly [Identity, ...Identity[]];
  readonly crls?: readonly Partial<CrlOptions>[];
}

const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });
const leaf = (changes: Partial<Parameters<typeof certificate>[0]> = {}) =>
  certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, ...changes });
const authority = (name: string, issuer: Identity, pathLength?: number) =>
  certificate({ name, issuer, extensions: authorityExtensions(pathLength) });

const limited = authority('Limited', root, 0);
const below = authority('Below', limited);
const subscriber = leaf();
const fake = certificate({ name: 'Sub', issuer: root, key: root.key });
const noSign = certificate({
  name: 'NoSign',
  issuer: root,
  extensions: [
    authorityExtensions()[0] ?? new Uint8Array(),
    extension(oids.keyUsage, true, Buffer.from([3, 2, 1, 2])),
  ],
});
const caseAuthority = certificate({ name: '  SUB  authority ', issuer: root });
const sameName = { ...caseAuthority, name: certificate({ name: 'sub AUTHORITY' }).name };

const cases: readonly (readonly [string, Case, 'good' | 'bad'])[] = [
  ['a sound path', { chain: [root, sub, leaf()] }, 'good'],
  ['an expired signer', { chain: [root, sub, leaf({ notAfter: '2026-03-09T00:00:00Z' })] }, 'bad'],
  ['a signer not valid yet', { chain: [root, sub, leaf({ notBefore: '2026-03-11T00:00:00Z' })] }, 'bad'],
  ['a path that is too long', { chain: [root, limited, below, leaf({ issuer: below })] }, 'bad'],
  ['a path of just the allowed length', { chain: [root, limited, leaf({ issuer: limited })] }, 'good'],
  ['a subscriber as authority', { chain: [root, sub, subscriber, leaf({ issuer: subscriber })] }, 'bad'],
  ['an authority that may not sign certificates', { chain: [root, noSign, leaf({ issuer: noSign })] }, 'bad'],
  ['a signature by another key of the same name', { chain: [root, fake, leaf()] }, 'bad'],
  [
    'an unknown critical extension',
    { chain: [root, sub, leaf({ more: [extension('1.2.3', true, octetString(Buffer.from('x')))] })] },
    'bad',
  ],
  [
    'an unknown extension',
    { chain: [root, sub, leaf({ more: [extension('1.2.3', false, octetString(Buffer.from('x')))] })] },
    'good',
  ],
  [
    'names that differ in case and spaces',
    { chain: [root, caseAuthority, leaf({ issuer: sameName })] },
    'good',
  ],
];

describe('against openssl verify', () => {
  it.skipIf(!openssl.present).each(cases)('%s', (_, { chain }, expected) => {
    expect(ours(chain)).toBe(expected);
    expect(theirs(chain)).toBe(expected);
  });

  const revocations: readonly (readonly [string, Partial<CrlOptions>, 'good' | 'bad'])[] = [
    ['a current list', {}, 'good'],
    ['a revoked signer', { revoked: [{ serial: 0x77, at: '2026-03-01T00:00:00Z' }] }, 'bad'],
    ['another one revoked', { revoked: [{ serial: 0x78, at: '2026-03-01T00:00:00Z' }] }, 'good'],
    ['an old list', { nextUpdate: '2026-03-09T00:00:00Z' }, 'bad'],
    ['a list signed by another key', { key: root.key }, 'bad'],
    [
      'a list with an unknown critical extension',
      { extensions: [extension('1.2.3', true, octetString(Buffer.from('x')))] },
      'bad',
    ],
  ];
  it.skipIf(!openssl.present).each(revocations)('%s', (_, changes, expected) => {
    const signer = leaf({ serial: 0x77 });
    const list = crl({ issuer: sub, ...changes });
    const status = revocationOf(
      parseCertificate(signer.der),
      parseCertificate(sub.der),
      { crls: [parseCrl(list)], ocsps: [] },
      new Date(now),
    );
    expect(status.status === 'good' ? 'good' : 'bad').toBe(expected);
    expect(theirs([root, sub, signer], list)).toBe(expected);
  });
});

function ours(chain: Case['chain']): 'good' | 'bad' {
  const certificates = chain.map(({ der }) => parseCertificate(der));
  const [anchor, ...others] = certificates;
  const last = certificates.at(-1);
  if (anchor === undefined || last === undefined) throw new Error('no chain');
  const paths = pathsTo(last, [anchor], others.slice(0, -1));
  const sound = paths.some(
    (path) => problemOf(path, { at: new Date(now), ...defaultAlgorithms }) === undefined,
  );
  return sound ? 'good' : 'bad';
}

function theirs(chain: Case['chain'], list?: Uint8Array): 'good' | 'bad' {
  const pem = (identities: readonly Identity[]) =>
    identities.map(({ der }) => new X509Certificate(der).toString()).join('');
  const file = (name: string, text: string) => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };
  const last = chain.at(-1) ?? chain[0];
  const parameters = ['verify', '-attime', String(new Date(now).getTime() / 1000)];
  parameters.push('-CAfile', file('root.pem', pem([chain[0]])));
  if (chain.length > 2) parameters.push('-untrusted', file('sub.pem', pem(chain.slice(1, -1))));
  if (list !== undefined) {
    const body = Buffer.from(list).toString('base64');
    const text = `-----BEGIN X509 CRL-----\n${body.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END X509 CRL-----\n`;
    parameters.push('-crl_check', '-CRLfile', file('list.pem', text));
  }
  const run = spawnSync(openssl.path, [...parameters, file('leaf.pem', pem([last]))]);
  return run.status === 0 ? 'good' : 'bad';
}

describe('path building', () => {
  const parsed = (identities: readonly Identity[]) => identities.map(({ der }) => parseCertificate(der));

  it('does not run in circles between cross-certified authorities', () => {
    const one = certificate({ name: 'One' });
    const two = certificate({ name: 'Two' });
    const crossed = [
      certificate({ name: 'One', issuer: two, key: one.key }),
      certificate({ name: 'Two', issuer: one, key: two.key }),
    ];
    const signer = leaf({ issuer: one });
    expect(pathsTo(parseCertificate(signer.der), parsed([root]), parsed(crossed))).toEqual([]);
    expect(pathsTo(parseCertificate(signer.der), parsed([two]), parsed(crossed))).toHaveLength(1);
  });

  it('takes no path longer than ten certificates', () => {
    const chain = [root];
    for (let depth = 0; depth < 12; depth++) chain.push(authority(`CA ${depth}`, chain.at(-1) ?? root));
    const signer = leaf({ issuer: chain.at(-1) ?? root });
    expect(pathsTo(parseCertificate(signer.der), parsed([root]), parsed(chain.slice(1)))).toEqual([]);
  });

  it('ends at an anchor that is the signer itself only if that is trusted', () => {
    const self = certificate({ name: 'An', uid: 'CCCD:1', extensions: signerExtensions() });
    expect(pathsTo(parseCertificate(self.der), parsed([root]), parsed([self]))).toEqual([]);
    expect(pathsTo(parseCertificate(self.der), parsed([self]), [])).toHaveLength(1);
  });
});

describe('revocation seen from a moment', () => {
  const signer = leaf({ serial: 0x55, notAfter: '2026-03-05T00:00:00Z' });
  const status = (at: string, ...lists: Partial<CrlOptions>[]) =>
    revocationOf(
      parseCertificate(signer.der),
      parseCertificate(sub.der),
      { crls: lists.map((list) => parseCrl(crl({ issuer: sub, ...list }))), ocsps: [] },
      new Date(at),
    );
  const revoked = (at: string) => ({ revoked: [{ serial: 0x55, at }] });

  it('counts a revocation from its second on', () => {
    expect(status('2026-03-02T00:00:00Z', revoked('2026-03-02T00:00:00Z')).status).toBe('revoked');
    expect(status('2026-03-02T00:00:00Z', revoked('2026-03-02T00:00:01Z'))).toMatchObject({
      status: 'good',
      laterRevokedAt: new Date('2026-03-02T00:00:01Z'),
    });
  });

  it('believes one list that says revoked over another that does not', () => {
    expect(status('2026-03-02T00:00:00Z', {}, revoked('2026-03-01T00:00:00Z')).status).toBe('revoked');
  });

  it('takes silence for an answer only from a list that would hold the certificate', () => {
    const uri = (text: string) => element(0x86, Buffer.from(text));
    const point = (text: string) => tagged(0, tagged(0, uri(text)));
    const limited = (text: string) => extension(oids.issuingDistributionPoint, true, sequence(point(text)));
    const delta = extension(oids.deltaCrlIndicator, true, Buffer.from([2, 1, 1]));
    const named = leaf({
      serial: 0x56,
      more: [extension(oids.crlDistributionPoints, false, sequence(sequence(point('http://a/1.crl'))))],
    });
    const word = (...lists: Partial<CrlOptions>[]) =>
      revocationOf(
        parseCertificate(named.der),
        parseCertificate(sub.der),
        { crls: lists.map((list) => parseCrl(crl({ issuer: sub, ...list }))), ocsps: [] },
        new Date('2026-03-02T00:00:00Z'),
      ).status;
    const entry = { revoked: [{ serial: 0x56, at: '2026-03-01T00:00:00Z' }] };
    expect(word({ extensions: [limited('http://a/1.crl')] })).toBe('good');
    expect(word({ extensions: [limited('http://a/2.crl')] })).toBe('unknown');
    expect(word({ extensions: [limited('http://a/2.crl')], ...entry })).toBe('revoked');
    expect(word({ extensions: [delta] })).toBe('unknown');
    expect(word({}, { extensions: [delta], ...entry })).toBe('revoked');
  });

  it('does not take silence after the expiry for an answer, unless the list keeps expired ones', () => {
    const late = { thisUpdate: '2026-03-08T00:00:00Z' };
    const keeps = extension(
      oids.expiredCertsOnCrl,
      false,
      Buffer.concat([Buffer.from([0x18, 15]), Buffer.from('20260101000000Z')]),
    );
    expect(status('2026-03-02T00:00:00Z', late).status).toBe('unknown');
    expect(status('2026-03-02T00:00:00Z', { ...late, extensions: [keeps] }).status).toBe('good');
  });
});
