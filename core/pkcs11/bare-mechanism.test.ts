/** A token that has no CKM_SHA256_RSA_PKCS, as openCryptoki: the digest is wrapped by us. */
import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { systemFile } from '../../foundation/paths.ts';
import { ck, openModule } from './index.ts';

it.skipIf(!foreign('softhsm2-util').present)('signs a DigestInfo with the bare mechanism', () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-bare-'));
  const environment = { SOFTHSM2_CONF: join(dir, 'softhsm2.conf') };
  writeFileSync(
    environment.SOFTHSM2_CONF,
    `directories.tokendir = ${dir}\nobjectstore.backend = file\nslots.mechanisms = CKM_RSA_PKCS,CKM_RSA_PKCS_KEY_PAIR_GEN\n`,
  );
  const token = ['--init-token', '--free', '--label', 'bare', '--pin', 'Mat-khau-1', '--so-pin', 'So-1234'];
  execFileSync('softhsm2-util', token, { env: { ...process.env, ...environment } });
  const module = openModule(systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '', { environment });
  const opened = module.openToken({ label: 'bare' });
  expect(opened.mechanisms().has(ck.CKM_SHA256_RSA_PKCS)).toBe(false);
  const session = opened.openSession();
  session.login('user', 'Mat-khau-1');
  const key = session.generateKeyPair({ type: 'rsa-2048', label: 'bare' });
  const publicKey = createPublicKey({
    key: Buffer.from(session.publicKey(key)),
    format: 'der',
    type: 'spki',
  });
  const message = Buffer.from('Công văn');
  expect(verify('sha256', message, publicKey, session.sign(key, message))).toBe(true);
  module.close();
  rmSync(dir, { recursive: true, force: true });
});
