/** OCSP responses made by openssl: whom we believe, and about whom. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { parseCertificate } from '../cms/certificate.ts';
import { oids } from '../der/oids.ts';
import { certificate, extension, type Identity } from '../testing/authority.ts';
import { revocationOf } from './revocation.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-path-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openssl = foreign('openssl');

const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });
const leaf = (changes: Partial<Parameters<typeof certificate>[0]> = {}) =>
  certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, ...changes });

describe('OCSP', () => {
  let answer: (response: 'good' | 'revoked', signedBy?: 'delegate' | 'self') => Uint8Array;
  const signer = leaf({ serial: 0x66 });
  const delegate = leaf({
    name: 'OCSP',
    more: [extension(oids.extendedKeyUsage, false, Buffer.from('300a06082b06010505070309', 'hex'))],
  });

  beforeAll(() => {
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    const pem = ({ der }: Identity) => new X509Certificate(der).toString();
    const keyOf = ({ key }: Identity) => String(key.export({ type: 'pkcs8', format: 'pem' }));
    answer = (response, signedBy = 'delegate') => {
      const responder = signedBy === 'delegate' ? delegate : signer;
      const out = join(dir, 'response.der');
      const state = response === 'good' ? 'V\t300101000000Z\t' : 'R\t300101000000Z\t260301000000Z';
      const parameters = ['ocsp', '-index', file('index.txt', `${state}\t66\tunknown\t/CN=An\n`)];
      parameters.push('-CA', file('ca.pem', pem(sub)), '-issuer', join(dir, 'ca.pem'), '-serial', '0x66');
      parameters.push(
        '-rsigner',
        file('responder.pem', pem(responder)),
        '-rkey',
        file('responder.key', keyOf(responder)),
      );
      execFileSync(openssl.path, [...parameters, '-ndays', '3650', '-no_nonce', '-respout', out], {
        stdio: 'pipe',
      });
      return new Uint8Array(readFileSync(out));
    };
  });

  const status = (response: Uint8Array, subject = signer, at = new Date()) =>
    revocationOf(
      parseCertificate(subject.der),
      parseCertificate(sub.der),
      { crls: [], ocsps: [response] },
      at,
    ).status;

  it.skipIf(!openssl.present)('believes a delegated responder', () => {
    expect(status(answer('good'))).toBe('good');
    expect(status(answer('revoked'))).toBe('revoked');
    expect(status(answer('revoked'), signer, new Date('2026-02-28T00:00:00Z'))).toBe('good');
  });

  it.skipIf(!openssl.present)(
    'believes no subscriber who answers for itself, nor an answer about another',
    () => {
      expect(status(answer('good', 'self'))).toBe('unknown');
      expect(status(answer('good'), leaf({ serial: 0x67 }))).toBe('unknown');
    },
  );

  it('takes rubbish for no answer', () => {
    expect(status(Buffer.from('300a', 'hex'))).toBe('unknown');
  });
});
