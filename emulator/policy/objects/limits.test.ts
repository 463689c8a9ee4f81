/** What profiles forbid, seen at the PKCS#11 surface: mechanisms, keys, sessions, changes. */
import { createECDH, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freshEmulator, tokenFlagsSeen } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { plainMechanism as mechanism } from '../../faults/test-signing.ts';
import { profileNamed } from '../../profiles/index.ts';
import { CKF } from '../../token/flags.ts';
import { type Attribute, attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

const CKM = {
  rsaPairs: 0x0,
  rsaPkcs: 0x1,
  sha256RsaPkcs: 0x40,
  sha256: 0x250,
  ecPairs: 0x1040,
  ecdsa: 0x1041,
};
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');
const p384 = Buffer.from('06052b81040022', 'hex');

function generate(
  app: RawApplication,
  session: number,
  type: number,
  publicKey: readonly Attribute[],
  privateKey: readonly Attribute[] = [],
) {
  const values = [
    valueWriter().ulong(session).end(),
    mechanism(type),
    attributeArray(publicKey),
    attributeArray(privateKey),
  ];
  return app.call('C_GenerateKeyPair', Buffer.concat(values));
}

const rsa = (bits: number): readonly Attribute[] => [
  { type: 0x121, value: bits },
  { type: 0x122, value: Buffer.from([1, 0, 1]) },
];
const ec = (curve: Buffer): readonly Attribute[] => [{ type: 0x180, value: curve }];

async function create(app: RawApplication, session: number, template: readonly Attribute[]): Promise<string> {
  const values = Buffer.concat([valueWriter().ulong(session).end(), attributeArray(template)]);
  return (await app.call('C_CreateObject', values)).result;
}

describe('mechanisms', () => {
  const some = {
    mechanisms: ['CKM_RSA_PKCS_KEY_PAIR_GEN', 'CKM_SHA256_RSA_PKCS', '0x00000250', 'CKM_RSA_X_509'],
  };

  it('that the profile does not name are not listed, told or taken', async () => {
    const [app, session] = await running.openedToken(some);
    const list = (room: number) => app.call('C_GetMechanismList', valueWriter().ulong(1).room(room).end());
    const offered = (await list(64)).values.ulongs();
    expect([...offered].sort((a, b) => a - b)).toEqual([CKM.rsaPairs, 0x3, CKM.sha256RsaPkcs, CKM.sha256]);
    const count = (await list(0)).values;
    expect([count.byte(), count.room()]).toEqual([0, 4]);
    const tooSmall = (await list(3)).values;
    expect([tooSmall.byte(), tooSmall.room()]).toEqual([0, 4]);
    const info = async (type: number) =>
      (await app.call('C_GetMechanismInfo', valueWriter().ulong(1).ulong(type).end())).result;
    expect([await info(CKM.sha256), await info(CKM.rsaPkcs)]).toEqual(['CKR_OK', 'CKR_MECHANISM_INVALID']);
    const digest = async (type: number) =>
      (await app.call('C_DigestInit', Buffer.concat([valueWriter().ulong(session).end(), mechanism(type)])))
        .result;
    expect([await digest(CKM.sha256), await digest(0x220)]).toEqual(['CKR_OK', 'CKR_MECHANISM_INVALID']);
    await app.login(session, userTypes.user, pins.pin);
    expect((await generate(app, session, CKM.ecPairs, ec(p256))).result).toBe('CKR_MECHANISM_INVALID');
    const init = Buffer.concat([
      valueWriter().ulong(session).end(),
      mechanism(CKM.rsaPkcs),
      valueWriter().ulong(1).end(),
    ]);
    expect((await app.call('C_SignInit', init)).result).toBe('CKR_MECHANISM_INVALID');
  });
});

describe('keys', () => {
  const keys = { rsaBits: [2048, 3072], curves: ['P-256'], import: true };

  it('of other sizes and curves are not made', async () => {
    const [app, session] = await running.openedToken({ keys });
    await app.login(session, userTypes.user, pins.pin);
    expect((await generate(app, session, CKM.rsaPairs, rsa(1024))).result).toBe('CKR_KEY_SIZE_RANGE');
    expect((await generate(app, session, CKM.rsaPairs, rsa(2048))).result).toBe('CKR_OK');
    expect((await generate(app, session, CKM.ecPairs, ec(p384))).result).toBe('CKR_CURVE_NOT_SUPPORTED');
    expect((await generate(app, session, CKM.ecPairs, ec(p256))).result).toBe('CKR_OK');
    const sizes = async (type: number) => {
      const { values } = await app.call('C_GetMechanismInfo', valueWriter().ulong(1).ulong(type).end());
      return [values.ulong(), values.ulong()];
    };
    expect(await sizes(CKM.rsaPairs)).toEqual([2048, 3072]);
    expect(await sizes(CKM.sha256RsaPkcs)).toEqual([2048, 3072]);
    expect(await sizes(CKM.ecdsa)).toEqual([256, 256]);
  });

  it('on another curve have the answer of the profile', async () => {
    const [app, session] = await running.openedToken({
      keys: { ...keys, wrongCurve: 'CKR_DOMAIN_PARAMS_INVALID' },
    });
    await app.login(session, userTypes.user, pins.pin);
    expect((await generate(app, session, CKM.ecPairs, ec(p384))).result).toBe('CKR_DOMAIN_PARAMS_INVALID');
  });

  it('come from outside only where they may, and then in the sizes of the token', async () => {
    const [app, session] = await running.openedToken({ keys });
    await app.login(session, userTypes.user, pins.pin);
    const imported = (pair: readonly Attribute[]) => create(app, session, [{ type: 0x0, value: 3 }, ...pair]);
    expect(await imported(rsaPrivate(2048))).toBe('CKR_OK');
    expect(await imported(rsaPrivate(1024))).toBe('CKR_ATTRIBUTE_VALUE_INVALID');
    expect(await imported(ecPrivate('prime256v1', p256))).toBe('CKR_OK');
    expect(await imported(ecPrivate('secp384r1', p384))).toBe('CKR_CURVE_NOT_SUPPORTED');
    await running.emulator.deleteToken('T');
    await running.emulator.createToken({
      label: 'U',
      profile: { ...profileNamed('strict'), id: 'changed', keys: { import: false } },
      ...pins,
    });
    const { slot } = running.emulator.token('U');
    const other = await app.open(slot);
    await app.login(other, userTypes.user, pins.pin);
    expect(await create(app, other, [{ type: 0x0, value: 3 }, ...rsaPrivate(2048)])).toBe(
      'CKR_TEMPLATE_INCONSISTENT',
    );
    expect(
      await create(app, other, [
        { type: 0x0, value: 0 },
        { type: 0x1, value: true },
      ]),
    ).toBe('CKR_OK');
  });

  it.each([
    ['left out', []],
    ['asked for as false', [{ type: 0x202, value: false }]],
  ] as const)('with a PIN for each use: %s, it is there all the same', async (_, asked) => {
    const [app, session] = await running.openedToken({ keys: { alwaysAuthenticate: true } });
    await app.login(session, userTypes.user, pins.pin);
    const made = await generate(app, session, CKM.ecPairs, ec(p256), [
      { type: 0x1, value: true },
      ...asked,
      { type: 0x108, value: true },
    ]);
    expect(made.result).toBe('CKR_OK');
    made.values.ulong();
    const key = made.values.ulong();
    const query = Buffer.alloc(12);
    query.writeUInt32BE(1, 0);
    query.writeUInt32BE(0x202, 4);
    query.writeUInt32BE(1, 8);
    const values = Buffer.concat([valueWriter().ulong(session).ulong(key).end(), query]);
    const read = (await app.call('C_GetAttributeValue', values)).values;
    expect([read.room(), read.room(), read.byte(), read.room(), read.byte()]).toEqual([1, 0x202, 1, 1, 1]);
    const init = [valueWriter().ulong(session).end(), mechanism(CKM.ecdsa), valueWriter().ulong(key).end()];
    expect((await app.call('C_SignInit', Buffer.concat(init))).result).toBe('CKR_OK');
    const sign = valueWriter().ulong(session).bytes(Buffer.alloc(32, 1)).room(256).end();
    expect(await app.login(session, userTypes.context, 'wrong')).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
    expect(await app.login(session, userTypes.context, pins.pin)).toBe('CKR_OK');
    expect((await app.call('C_Sign', sign)).result).toBe('CKR_OK');
  });
});

describe('sessions', () => {
  it('of one application are counted, and shown as its limit', async () => {
    const [app, session] = await running.openedToken({ sessions: { max: 3, maxReadWrite: 2 } });
    const open = async (by: RawApplication, flags: number) =>
      (await by.call('C_OpenSession', valueWriter().ulong(1).ulong(flags).end())).result;
    expect([await open(app, 6), await open(app, 6)]).toEqual(['CKR_OK', 'CKR_SESSION_COUNT']);
    expect([await open(app, 4), await open(app, 4)]).toEqual(['CKR_OK', 'CKR_SESSION_COUNT']);
    expect(await open(await running.application(), 6)).toBe('CKR_OK');
    await app.call('C_CloseSession', valueWriter().ulong(session).end());
    expect(await open(app, 6)).toBe('CKR_OK');
    const { values } = await app.call('C_GetTokenInfo', valueWriter().ulong(1).end());
    for (let field = 0; field < 4; field++) values.string();
    values.ulong();
    expect([values.ulong(), values.ulong(), values.ulong(), values.ulong()]).toEqual([3, 3, 2, 2]);
  });

  it('opened at the same moment take no more places than there are', async () => {
    const [app] = await running.openedToken({ sessions: { max: 3, maxReadWrite: null } });
    const all = await Promise.all(
      Array.from({ length: 8 }, () => app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())),
    );
    expect(all.filter(({ result }) => result === 'CKR_OK')).toHaveLength(2);
    expect(all.filter(({ result }) => result === 'CKR_SESSION_COUNT')).toHaveLength(6);
  });
});

describe('a write-protected token', () => {
  it('has its flag, no read-write session, no initialisation, and still counts PINs', async () => {
    const profile = { ...profileNamed('strict'), id: 'changed', readOnly: true };
    await running.emulator.createToken({ label: 'T', profile, ...pins });
    const app = await running.application();
    expect((await tokenFlagsSeen(app)) & CKF.WRITE_PROTECTED).not.toBe(0);
    const open = valueWriter().ulong(1).ulong(6).end();
    expect((await app.call('C_OpenSession', open)).result).toBe('CKR_TOKEN_WRITE_PROTECTED');
    const init = valueWriter()
      .ulong(1)
      .bytes(Buffer.from(pins.soPin))
      .string(Buffer.from('N'.padEnd(32)))
      .end();
    expect((await app.call('C_InitToken', init)).result).toBe('CKR_TOKEN_WRITE_PROTECTED');
    const session = await app.open(1, false);
    expect(await app.login(session, userTypes.user, 'wrong')).toBe('CKR_PIN_INCORRECT');
    expect(running.emulator.token('T')).toMatchObject({ user: { triesLeft: 2 }, writeProtected: true });
  });

  it('keeps its objects also from sessions that were open before; those of the session go on', async () => {
    const [app, session] = await running.openedToken({});
    await app.login(session, userTypes.user, pins.pin);
    const object = (onToken: boolean): readonly Attribute[] => [
      { type: 0x0, value: 0 },
      { type: 0x1, value: onToken },
      { type: 0x11, value: Buffer.from('x') },
    ];
    const handle = async (onToken: boolean): Promise<number> => {
      const values = Buffer.concat([valueWriter().ulong(session).end(), attributeArray(object(onToken))]);
      return (await app.call('C_CreateObject', values)).values.ulong();
    };
    const [stays, passes] = [await handle(true), await handle(false)];
    running.emulator.writeProtect('T', true);
    expect(await create(app, session, object(true))).toBe('CKR_TOKEN_WRITE_PROTECTED');
    expect(await create(app, session, object(false))).toBe('CKR_OK');
    const onToken = [{ type: 0x1, value: true }];
    expect((await generate(app, session, CKM.ecPairs, ec(p256), onToken)).result).toBe(
      'CKR_TOKEN_WRITE_PROTECTED',
    );
    expect((await generate(app, session, CKM.ecPairs, ec(p256))).result).toBe('CKR_OK');
    const destroy = async (one: number) =>
      (await app.call('C_DestroyObject', valueWriter().ulong(session).ulong(one).end())).result;
    expect([await destroy(stays), await destroy(passes)]).toEqual(['CKR_TOKEN_WRITE_PROTECTED', 'CKR_OK']);
    const change = valueWriter()
      .ulong(session)
      .bytes(Buffer.from(pins.pin))
      .bytes(Buffer.from('654321'))
      .end();
    expect((await app.call('C_SetPIN', change)).result).toBe('CKR_TOKEN_WRITE_PROTECTED');
    running.emulator.writeProtect('T', false);
    expect(await destroy(stays)).toBe('CKR_OK');
  });
});

function rsaPrivate(bits: number): readonly Attribute[] {
  const jwk = generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ format: 'jwk' });
  const part = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', type: number): Attribute => ({
    type,
    value: Buffer.from(jwk[name] ?? '', 'base64url'),
  });
  return [
    { type: 0x100, value: 0 },
    ...[part('n', 0x120), part('e', 0x122), part('d', 0x123), part('p', 0x124)],
    ...[part('q', 0x125), part('dp', 0x126), part('dq', 0x127), part('qi', 0x128)],
  ];
}

function ecPrivate(curve: string, parameters: Buffer): readonly Attribute[] {
  const pair = createECDH(curve);
  pair.generateKeys();
  return [
    { type: 0x100, value: 3 },
    { type: 0x180, value: parameters },
    { type: 0x11, value: pair.getPrivateKey() },
  ];
}
