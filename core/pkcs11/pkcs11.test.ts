/** The client against SoftHSM itself, with OpenSC and GnuTLS as judges of what it left on the token. */
import { execFileSync } from 'node:child_process';
import { constants, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { systemFile } from '../../foundation/paths.ts';
import { ck, type KeyType, openModule, outcome, type Pkcs11Module, type Pkcs11Session } from './index.ts';
import { digestInfo } from './signatures.ts';

const library = systemFile('/usr/lib/softhsm/libsofthsm2.so') ?? '/usr/lib/softhsm/libsofthsm2.so';
const pin = 'Mat-khau-1';
const soPin = 'So-mat-khau-1';

describe.skipIf(!foreign('softhsm2-util').present)('a SoftHSM token', () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-pkcs11-'));
  const environment = { SOFTHSM2_CONF: join(dir, 'softhsm2.conf') };
  let module: Pkcs11Module;
  let session: Pkcs11Session;

  beforeAll(() => {
    writeFileSync(environment.SOFTHSM2_CONF, `directories.tokendir = ${dir}\nobjectstore.backend = file\n`);
    module = openModule(library, { environment });
    const blank = module.tokens().find((token) => !token.flags.initialised);
    module.openToken({ slot: blank?.slot ?? '0' }).initialise(soPin, 'Văn thư Sở');
    const so = module.openToken({ label: 'Văn thư Sở' }).openSession();
    so.login('so', soPin);
    so.initPin(pin);
    so.logout();
    so.close();
    session = module.openToken({ label: 'Văn thư Sở' }).openSession();
    session.login('user', pin);
  });

  afterAll(() => {
    module.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is found by label and serial, with its flags as words', () => {
    const [info] = module.tokens().filter((token) => token.label === 'Văn thư Sở');
    expect(info?.flags).toMatchObject({ initialised: true, userPinSet: true, user: { locked: false } });
    expect(module.openToken({ serial: info?.serial ?? '' }).info().label).toBe('Văn thư Sở');
    expect(module.openToken({ label: 'Va\u0306n thư Sở' }).slot).toBe(info?.slot);
  });

  it('is reached through a module that says what it is', () => {
    const info = module.info();
    expect(info.manufacturer).toBe('SoftHSM');
    expect(info.version).toMatch(/^2\.\d+$/);
    expect(info.cryptoki).toMatch(/^[23]\.\d+$/);
  });

  it('keeps label searches working for modules that compare all 32 bytes', () => {
    const listed = execFileSync('softhsm2-util', ['--show-slots'], {
      env: { ...process.env, ...environment },
    }).toString();
    expect(listed).toMatch(/Label: +Văn thư Sở *\n/);
  });

  it.each<[KeyType, string]>([
    ['rsa-2048', 'rsa'],
    ['rsa-3072', 'rsa'],
    ['p-256', 'ec'],
  ])('generates %s, signs so that Node verifies, and never lets the key out', (type, kind) => {
    const key = session.generateKeyPair({ type, label: `key ${type}` });
    expect(key.type).toBe(kind);
    expect(session.key({ id: key.id }).label).toBe(`key ${type}`);
    const publicKey = createPublicKey({
      key: Buffer.from(session.publicKey(key)),
      format: 'der',
      type: 'spki',
    });
    const message = Buffer.from('Quyết định số 12/QĐ-UBND');
    expect(verify('sha256', message, publicKey, session.sign(key, message))).toBe(true);
    expect(verify('sha256', Buffer.from('khác'), publicKey, session.sign(key, message))).toBe(false);
    const secret = kind === 'rsa' ? ck.CKA_PRIVATE_EXPONENT : ck.CKA_VALUE;
    expect(session.readAttribute(key.handle, secret)).toMatchObject({
      state: 'refused',
      ckr: { name: 'CKR_ATTRIBUTE_SENSITIVE' },
    });
    const known = session.createKnownAesKey(Buffer.alloc(32, 7));
    const wrapped = outcome(() => session.wrapKey({ mechanism: ck.CKM_AES_KEY_WRAP_PAD }, known, key.handle));
    expect(wrapped).toMatchObject({ ckr: { name: 'CKR_KEY_UNEXTRACTABLE', call: 'C_WrapKey' } });
  });

  it('signs with PSS, with the bare RSA mechanism, and asynchronously', async () => {
    const key = session.generateKeyPair({ type: 'rsa-2048', label: 'ways' });
    const spki = createPublicKey({ key: Buffer.from(session.publicKey(key)), format: 'der', type: 'spki' });
    const message = Buffer.from('abc');
    const pss = { key: spki, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', message, pss, session.sign(key, message, 'rsa-pss-sha256'))).toBe(true);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', message));
    const bare = session.signRaw(key, { mechanism: ck.CKM_RSA_PKCS }, digestInfo(digest));
    expect(Buffer.from(bare).equals(session.sign(key, message))).toBe(true);
    expect(verify('sha256', message, spki, await session.signAsync(key, message))).toBe(true);
  });

  it('reports raw return codes, and stable codes when thrown', () => {
    session.logout();
    expect(outcome(() => session.login('user', 'wrong-pin')).ckr).toMatchObject({
      name: 'CKR_PIN_INCORRECT',
      code: 0xa0,
      call: 'C_Login',
    });
    expect(() => session.login('user', 'wrong-pin')).toThrow(
      expect.objectContaining({ code: 'PKCS11_PIN_INCORRECT', exit: 2 }),
    );
    expect(module.openToken({ label: 'Văn thư Sở' }).info().flags.user.countLow).toBe(true);
    session.login('user', pin);
    expect(outcome(() => session.login('user', pin)).ckr.name).toBe('CKR_USER_ALREADY_LOGGED_IN');
    expect(session.loginState()).toBe('user');
    expect(outcome(() => session.setPin('wrong-pin', 'New-pin-1')).ckr.name).toBe('CKR_PIN_INCORRECT');
    expect(outcome(() => session.setPin(pin, '1')).ckr.name).toBe('CKR_PIN_LEN_RANGE');
    expect(outcome(() => session.initPin('New-pin-1')).ckr.name).toBe('CKR_USER_NOT_LOGGED_IN');
    const token = module.openToken({ label: 'Văn thư Sở' });
    expect(outcome(() => token.initialise(soPin, 'x')).ckr.name).toBe('CKR_SESSION_EXISTS');
    const key = session.generateKeyPair({ type: 'p-256', label: 'flip' });
    const flip = () => session.setAttributes(key.handle, [{ type: ck.CKA_EXTRACTABLE, value: true }]);
    expect(outcome(flip).ckr).toMatchObject({ name: 'CKR_ATTRIBUTE_READ_ONLY', call: 'C_SetAttributeValue' });
    expect(session.readAttribute(key.handle, ck.CKA_MODULUS)).toMatchObject({ state: 'refused' });
    expect(module.slotEvent()).toBeUndefined();
    expect(session.random(16)).toHaveLength(16);
  });

  it('never repeats a PIN in what it throws', () => {
    session.logout();
    const secret = 'Bi-mat-Khong-lo-9';
    const thrown: unknown[] = [];
    for (const run of [
      () => session.login('user', secret),
      () => session.login('so', secret),
      () => session.setPin(secret, `${secret}2`),
      () => session.initPin(secret),
    ]) {
      try {
        run();
      } catch (error) {
        thrown.push(error);
      }
    }
    session.login('user', pin);
    expect(thrown).toHaveLength(4);
    const everything = thrown.map((error) => {
      const { message, stack, cause } = error as Error;
      return `${message} ${stack} ${String(cause)} ${JSON.stringify(cause)} ${(cause as Error)?.stack}`;
    });
    expect(everything.join('\n')).not.toContain(secret);
  });

  it('says which token or key was wanted and what there is', () => {
    expect(() => module.openToken({ label: 'khác' })).toThrow(
      expect.objectContaining({
        code: 'PKCS11_TOKEN_NOT_FOUND',
        message: expect.stringContaining('Văn thư Sở'),
      }),
    );
    expect(() => session.key({ label: 'không có' })).toThrow(
      expect.objectContaining({ code: 'PKCS11_KEY_NOT_FOUND' }),
    );
    expect(() => session.key()).toThrow(expect.objectContaining({ code: 'PKCS11_KEY_AMBIGUOUS' }));
    expect(() => openModule(join(dir, 'none.so'))).toThrow(
      expect.objectContaining({ code: 'PKCS11_MODULE_NOT_FOUND' }),
    );
    expect(() => openModule(environment.SOFTHSM2_CONF)).toThrow(
      expect.objectContaining({ code: 'PKCS11_MODULE_UNUSABLE' }),
    );
  });

  it('is initialised once however many open it, and finalised by the last to close', () => {
    const second = openModule(library);
    second.close();
    second.close();
    expect(session.loginState()).toBe('user');
  });

  it.skipIf(!foreign('pkcs11-tool').present)('shows its keys to pkcs11-tool', () => {
    session.generateKeyPair({ type: 'rsa-2048', label: 'seen', id: Buffer.from('0102', 'hex') });
    const listed = execFileSync(
      'pkcs11-tool',
      ['--module', library, '--token-label', 'Văn thư Sở', '--login', '--pin', pin, '-O'],
      { env: { ...process.env, ...environment } },
    ).toString();
    const privateKey = listed
      .split(/(?=^\S)/m)
      .find((part) => part.startsWith('Private') && /ID: +0102/.test(part));
    expect(privateKey).toMatch(/Access: +sensitive, always sensitive, never extractable, local/);
  });
});
