/** What a lane signs with: a copy of the key that nobody else meets, as well protected, and gone when it is left. */
import type { KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Binding from 'pkcs11js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digest, isSignatureOf, keyOfPoint } from '../policy/life/test-keys.ts';
import { softhsmConfiguration } from '../store/softhsm.ts';
import { findTokenEngine } from '../store/system.ts';
import { type FindSigner, type Signer, signerFinder } from './signer.ts';

const pkcs11js: typeof Binding = createRequire(import.meta.url)('pkcs11js');
const { softhsm } = findTokenEngine();
const pin = '123456';
const id = Buffer.from('01', 'hex');
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');
const mechanism = pkcs11js.CKM_ECDSA;
const CKA = { copyable: 0x171, destroyable: 0x172 };
const preparation = {
  softhsm,
  name: 'T',
  pin,
  key: [
    { type: pkcs11js.CKA_CLASS, value: '0300000000000000' },
    { type: pkcs11js.CKA_TOKEN, value: '01' },
    { type: pkcs11js.CKA_ID, value: id.toString('hex') },
  ],
};

let folder = '';
let library: Binding.PKCS11;
let find: FindSigner;
let publicKey: KeyObject;
let before: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  mkdirSync(join(folder, 'tokens'));
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, softhsmConfiguration.replace('objects', join(folder, 'tokens')));
  before = process.env.SOFTHSM2_CONF;
  process.env.SOFTHSM2_CONF = configuration;
  library = new pkcs11js.PKCS11();
  library.load(softhsm);
  find = signerFinder();
});

afterEach(() => {
  library.C_Finalize();
  library.close();
  process.env.SOFTHSM2_CONF = before;
  if (before === undefined) delete process.env.SOFTHSM2_CONF;
  rmSync(folder, { recursive: true, force: true });
});

/** A token with a key pair; `more`: of the private key. */
function makeToken(more: Binding.Template = []): void {
  library.C_Initialize();
  library.C_InitToken(slot(false), pin, 'T'.padEnd(32));
  const session = library.C_OpenSession(slot(), pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
  library.C_Login(session, pkcs11js.CKU_SO, pin);
  library.C_InitPIN(session, pin);
  library.C_Logout(session);
  library.C_Login(session, pkcs11js.CKU_USER, pin);
  const common = [
    { type: pkcs11js.CKA_TOKEN, value: true },
    { type: pkcs11js.CKA_ID, value: id },
  ];
  const pair = library.C_GenerateKeyPair(
    session,
    { mechanism: pkcs11js.CKM_EC_KEY_PAIR_GEN },
    [...common, { type: pkcs11js.CKA_EC_PARAMS, value: p256 }],
    [...common, { type: pkcs11js.CKA_PRIVATE, value: true }, ...more],
  );
  const [point] = library.C_GetAttributeValue(session, pair.publicKey, [{ type: pkcs11js.CKA_EC_POINT }]);
  publicKey = keyOfPoint(point?.value as Buffer);
  library.C_Finalize();
}

function slot(withToken = true): Binding.Handle {
  const [first] = library.C_GetSlotList(withToken);
  if (first === undefined) throw new Error('no slot');
  return first;
}

/** Private keys that sessions of this process see. */
function keys(onToken: boolean): readonly Binding.Handle[] {
  const session = library.C_OpenSession(slot(), pkcs11js.CKF_SERIAL_SESSION);
  library.C_FindObjectsInit(session, [
    { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
    { type: pkcs11js.CKA_TOKEN, value: onToken },
  ]);
  const found = library.C_FindObjects(session, 10);
  library.C_FindObjectsFinal(session);
  library.C_CloseSession(session);
  return found;
}

/** Answers a call, and begins the next one, as a lane does. */
function signOnce(signer: Signer): void {
  signer.begin();
  const signature = Buffer.from(signer.sign(digest));
  expect(isSignatureOf(publicKey, signature)).toBe(true);
  signer.ahead();
}

describe('the copy of a key', () => {
  it('is there while a lane is open, and never on the token', () => {
    makeToken();
    const signer = find(preparation);
    expect([keys(true), keys(false)]).toMatchObject([{ length: 1 }, { length: 0 }]);
    for (let opened = 0; opened < 3; opened++) {
      signer.open(mechanism);
      for (let count = 0; count < 5; count++) signOnce(signer);
      expect([keys(true), keys(false)]).toMatchObject([{ length: 1 }, { length: 1 }]);
      signer.close();
      expect([keys(true), keys(false)]).toMatchObject([{ length: 1 }, { length: 0 }]);
    }
    expect(readdirSync(join(folder, 'tokens'), { recursive: true })).toHaveLength(
      // Folder, token.object, its list, and two keys; each object with its lock.
      1 + 3 + 2 * 2,
    );
  });

  it('is no key that a lane looks for', () => {
    makeToken();
    const signer = find(preparation);
    signer.open(mechanism);
    const other = find(preparation);
    signOnce(signer);
    signer.close();
    other.open(mechanism);
    signOnce(other);
    other.close();
  });

  it('tells its value as little as the key itself', () => {
    makeToken([
      { type: pkcs11js.CKA_SENSITIVE, value: true },
      { type: pkcs11js.CKA_EXTRACTABLE, value: false },
    ]);
    const signer = find(preparation);
    signer.open(mechanism);
    const session = library.C_OpenSession(slot(), pkcs11js.CKF_SERIAL_SESSION);
    const [copy] = keys(false);
    if (copy === undefined) throw new Error('no copy');
    const flags = [pkcs11js.CKA_PRIVATE, pkcs11js.CKA_SENSITIVE, pkcs11js.CKA_EXTRACTABLE];
    const told = library.C_GetAttributeValue(
      session,
      copy,
      flags.map((type) => ({ type })),
    );
    expect(told.map(({ value }) => (value as Buffer)[0])).toEqual([1, 1, 0]);
    expect(() => library.C_GetAttributeValue(session, copy, [{ type: pkcs11js.CKA_VALUE }])).toThrow(
      'CKR_ATTRIBUTE_SENSITIVE',
    );
  });

  it('of a key that cannot be destroyed ends all the same', () => {
    makeToken([{ type: CKA.destroyable, value: false }]);
    const signer = find(preparation);
    signer.open(mechanism);
    signOnce(signer);
    signer.close();
    expect([keys(true), keys(false)]).toMatchObject([{ length: 1 }, { length: 0 }]);
  });

  it('is not made of a key that forbids it, which signs itself', () => {
    makeToken([{ type: CKA.copyable, value: false }]);
    const signer = find(preparation);
    signer.open(mechanism);
    for (let count = 0; count < 5; count++) signOnce(signer);
    expect(keys(false)).toHaveLength(0);
    signer.close();
  });

  it('does not sign for long when the file of the key is gone', async () => {
    makeToken();
    const signer = find(preparation);
    signer.open(mechanism);
    signOnce(signer);
    for (const file of readdirSync(join(folder, 'tokens'), { recursive: true, encoding: 'utf8' }))
      if (/[^n]\.object$/.test(file)) rmSync(join(folder, 'tokens', file));
    await new Promise((done) => setTimeout(done, 30));
    signer.begin();
    signer.sign(digest);
    expect(() => signer.ahead()).toThrow('CKR_OBJECT_HANDLE_INVALID');
  });
});
