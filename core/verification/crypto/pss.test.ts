/** RSA-PSS with another hash in the mask than for the message, as OpenSSL makes it: right by these parameters and no others. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { type HashName, hashes, oids } from '../der/oids.ts';
import { readOnlyDer } from '../der/reader.ts';
import { element, nothing, objectIdentifier, sequence, tagged } from '../testing/der.ts';
import { schemeOf } from './algorithm.ts';
import { publicKeyOf, signatureFits } from './key.ts';

const openssl = foreign('openssl');
const dir = mkdtempSync(join(tmpdir(), 'congvu-pss-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const message = Buffer.from('công văn');
writeFileSync(join(dir, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
writeFileSync(join(dir, 'message'), message);

const named = (hash: HashName) => {
  const [oid = ''] = Object.entries(hashes).find(([, name]) => name === hash) ?? [];
  return sequence(objectIdentifier(oid), nothing);
};
const algorithm = (hash: HashName, mask: HashName, salt: number) =>
  sequence(
    objectIdentifier(oids.rsaPss),
    sequence(
      tagged(0, named(hash)),
      tagged(1, sequence(objectIdentifier(oids.mgf1), named(mask))),
      tagged(2, element(0x02, Buffer.from([salt]))),
    ),
  );

function signedByOpenssl(hash: HashName, mask: HashName, salt: number): Buffer {
  const pss = ['rsa_padding_mode:pss', `rsa_pss_saltlen:${salt}`, `rsa_mgf1_md:${mask}`];
  const options = pss.flatMap((option) => ['-sigopt', option]);
  execFileSync(
    openssl.path,
    ['dgst', `-${hash}`, '-sign', 'key.pem', ...options, '-out', 'signature', 'message'],
    { cwd: dir },
  );
  return readFileSync(join(dir, 'signature'));
}

function fits(hash: HashName, mask: HashName, salt: number, signature: Uint8Array, spki = plain): boolean {
  const scheme = schemeOf(readOnlyDer(algorithm(hash, mask, salt)), 'signatureAlgorithm');
  return signatureFits(scheme, publicKeyOf(readOnlyDer(spki)), message, signature);
}
const plain = publicKey.export({ type: 'spki', format: 'der' });
const certifiedFor = (...of: Parameters<typeof algorithm>) =>
  Buffer.from(
    sequence(
      algorithm(...of),
      element(0x03, Buffer.concat([Buffer.from([0]), publicKey.export({ type: 'pkcs1', format: 'der' })])),
    ),
  );

const masks = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256'] as const;

// skipped where OpenSSL is missing: it is the one that signs here
describe.skipIf(!openssl.present)('RSA-PSS with a mask of its own', () => {
  it.each(masks)('is right with MGF1 over %s, and wrong with any other mask or salt', (mask) => {
    const signature = signedByOpenssl('sha256', mask, 32);
    expect(masks.filter((other) => fits('sha256', other, 32, signature))).toEqual([mask]);
    expect([31, 33, 0].filter((salt) => fits('sha256', mask, salt, signature))).toEqual([]);
    const changed = Buffer.from(signature);
    changed[100] = (changed[100] ?? 0) ^ 1;
    expect(fits('sha256', mask, 32, changed)).toBe(false);
  });

  it.each([
    ['sha512', 'sha1', 0],
    ['sha384', 'sha256', 20],
    ['sha1', 'sha256', 20],
  ] as const)('is right for %s, the mask %s and a salt of %i bytes', (hash, mask, salt) => {
    const signature = signedByOpenssl(hash, mask, salt);
    expect(fits(hash, mask, salt, signature)).toBe(true);
    expect(fits(hash, hash, salt, signature)).toBe(false);
  });

  it('is held to the mask that its key is certified for', () => {
    const signature = signedByOpenssl('sha256', 'sha1', 32);
    expect(fits('sha256', 'sha1', 32, signature, certifiedFor('sha256', 'sha1', 20))).toBe(true);
    expect(fits('sha256', 'sha1', 32, signature, certifiedFor('sha256', 'sha256', 20))).toBe(false);
    expect(fits('sha256', 'sha1', 32, signature, certifiedFor('sha256', 'sha1', 33))).toBe(false);
  });

  it.each(['sha3-256', 'md5', 'shake256'] as const)('is told by name where the mask is one of %s', (mask) => {
    expect(() => fits('sha256', mask, 32, message)).toThrow(
      expect.objectContaining({ problem: 'unsupported', algorithm: `RSA-PSS, sha256, MGF1 ${mask}` }),
    );
  });
});
