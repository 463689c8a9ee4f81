/** Issuing to a token, judged by our own client, OpenSC, GnuTLS and Java. */
import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { fixedClock } from '../../foundation/clock.ts';
import { projectRoot, systemFile } from '../../foundation/paths.ts';
import { openModule } from '../pkcs11/index.ts';
import { createPki, type Pki, parsePkiDescription } from './index.ts';

const example = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
const clock = fixedClock('2026-01-05T08:00:00Z');

const library = systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '';

describe.skipIf(!foreign('softhsm2-util').present)('issuing to a token', () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-pki-token-'));
  const environment = { SOFTHSM2_CONF: join(dir, 'softhsm2.conf') };
  const foreignEnvironment: ExecFileSyncOptions = {
    env: { ...process.env, ...environment },
    stdio: 'pipe',
  };
  const token = { module: library, tokenLabel: 'Chu tich', pin: 'Mat-khau-1' };

  let pki: Pki;

  beforeAll(async () => {
    pki = await createPki({ description: parsePkiDescription(example), dir: join(dir, 'pki'), clock });
    mkdirSync(join(dir, 'tokens'));
    writeFileSync(
      environment.SOFTHSM2_CONF,
      `directories.tokendir = ${join(dir, 'tokens')}\nobjectstore.backend = file\n`,
    );
    const initialise = ['--init-token', '--free', '--label', token.tokenLabel, '--pin', token.pin];
    execFileSync('softhsm2-util', [...initialise, '--so-pin', 'So-mat-khau-1'], foreignEnvironment);
    process.env.SOFTHSM2_CONF = environment.SOFTHSM2_CONF;
  });

  afterAll(() => {
    pki.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each(['rsa-2048', 'p-256'] as const)('stores %s key, certificate and issuers', async (keyType) => {
    const label = `key-${keyType}`;
    const issued = await pki.issueToToken('chu-tich', { ...token, keyType, label });
    const module = openModule(library);
    const session = module.openToken({ label: token.tokenLabel }).openSession();
    session.login('user', token.pin);
    const key = session.key({ label });
    const [stored] = session.certificates({ id: key.id });
    expect(Buffer.from(stored?.der ?? []).equals(issued.der)).toBe(true);
    expect(stored?.label).toBe(label);
    const held = createPublicKey({ key: Buffer.from(session.publicKey(key)), format: 'der', type: 'spki' });
    expect(held.equals(new X509Certificate(issued.der).publicKey)).toBe(true);
    expect(session.issuersOf(issued.der).map((der) => Buffer.from(der))).toEqual(
      issued.chain.map(Buffer.from),
    );
    expect(session.certificates().filter(({ label }) => label === 'root')).toHaveLength(1);
    session.logout();
    session.close();
    module.close();
  });

  it('leaves nothing on the token when issuing fails', async () => {
    const failing = pki.issueToToken(
      'chu-tich',
      { ...token, label: 'half' },
      { notAfter: new Date('2020-01-01') },
    );
    await expect(failing).rejects.toMatchObject({ code: 'PKI_VALIDITY_INVALID' });
    const module = openModule(library);
    const session = module.openToken({ label: token.tokenLabel }).openSession();
    session.login('user', token.pin);
    expect(session.keys({ label: 'half' })).toEqual([]);
    module.close();
    const wrong = pki.issueToToken('chu-tich', { ...token, pin: 'sai-mat-khau' });
    await expect(wrong).rejects.toMatchObject({ code: 'PKCS11_PIN_INCORRECT' });
  });

  it.skipIf(!foreign('pkcs11-tool').present)('is understood by OpenSC', () => {
    const listed = execFileSync(
      'pkcs11-tool',
      ['--module', library, '--token-label', token.tokenLabel, '--login', '--pin', token.pin, '-O'],
      foreignEnvironment,
    ).toString();
    expect(listed).toContain('UID=CCCD:031080000001');
    expect(listed.match(/^Certificate Object/gm)).toHaveLength(4);
  });

  it.skipIf(!foreign('p11tool').present)('is understood by GnuTLS', () => {
    const listed = execFileSync(
      'p11tool',
      ['--provider', library, '--login', '--set-pin', token.pin, '--list-all', 'pkcs11:token=Chu%20tich'],
      foreignEnvironment,
    ).toString();
    expect(listed).toMatch(/Type: X\.509 Certificate \(RSA-2048\)/);
    expect(listed).toMatch(/Type: Private key \(EC\/ECDSA/);
  });

  it.skipIf(!foreign('keytool').present)('is a key entry with its chain for Java', () => {
    const slots = execFileSync('softhsm2-util', ['--show-slots'], foreignEnvironment).toString();
    const slot = /^Slot (\d+)$(?:(?!^Slot)[\s\S])*Label: +Chu tich/m.exec(slots)?.[1];
    const config = join(dir, 'java.cfg');
    writeFileSync(config, `name = congvu\nlibrary = ${library}\nslot = ${slot}\n`);
    const listed = execFileSync(
      'keytool',
      [
        ...['-list', '-v', '-keystore', 'NONE', '-storetype', 'PKCS11', '-storepass', token.pin],
        ...['-providerClass', 'sun.security.pkcs11.SunPKCS11', '-providerArg', config],
      ],
      foreignEnvironment,
    ).toString();
    expect(listed).toMatch(/Alias name: key-rsa-2048[\s\S]*?PrivateKeyEntry[\s\S]*?chain length: 3/);
  });
});
