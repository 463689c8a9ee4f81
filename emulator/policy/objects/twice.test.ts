/** An attribute that stands in a template twice: what the profile was asked about is what SoftHSM makes. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { type RawApplication, type RawReply, userTypes } from '../../e2e/raw-application.ts';
import { pins } from '../../e2e/running.ts';
import { plainMechanism } from '../../faults/test-signing.ts';
import { type Attribute, attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';

const running = freshEmulator();

const CKA = {
  class: 0x0,
  token: 0x1,
  label: 0x3,
  value: 0x11,
  keyType: 0x100,
  sign: 0x108,
  wrap: 0x106,
  unwrap: 0x107,
  modulusBits: 0x121,
  valueLength: 0x161,
  ecParams: 0x180,
  alwaysAuthenticate: 0x202,
} as const;
const CKM = { rsaPairs: 0x0, ecPairs: 0x1040, ecdh: 0x1050, aes: 0x1080, aesKeyWrap: 0x2109 } as const;
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');
const p384 = Buffer.from('06052b81040022', 'hex');

const ulongs = (...values: readonly number[]): Buffer =>
  Buffer.concat(values.map((value) => valueWriter().ulong(value).end()));

async function make(change: object = {}): Promise<[RawApplication, number]> {
  const [app, session] = await running.openedToken(change);
  expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
  return [app, session];
}

const bool = (type: number, ...values: readonly boolean[]): readonly Attribute[] =>
  values.map((value) => ({ type, value }));
const data: readonly Attribute[] = [
  { type: CKA.class, value: 0 },
  { type: CKA.value, value: Buffer.from('x') },
];
const aes: readonly Attribute[] = [{ type: CKA.valueLength, value: 16 }];
const ec = (...curves: readonly Buffer[]): readonly Attribute[] =>
  curves.map((value) => ({ type: CKA.ecParams, value }));

function pair(
  app: RawApplication,
  session: number,
  type: number,
  publicKey: readonly Attribute[],
  privateKey: readonly Attribute[] = [],
): Promise<RawReply> {
  const values = [
    ulongs(session),
    plainMechanism(type),
    attributeArray(publicKey),
    attributeArray(privateKey),
  ];
  return app.call('C_GenerateKeyPair', Buffer.concat(values));
}

async function handleOf(reply: Promise<RawReply>): Promise<number> {
  const { result, values } = await reply;
  expect(result).toBe('CKR_OK');
  return values.ulong();
}

const create = (app: RawApplication, session: number, template: readonly Attribute[]): Promise<RawReply> =>
  app.call('C_CreateObject', Buffer.concat([ulongs(session), attributeArray(template)]));

const generate = (app: RawApplication, session: number, template: readonly Attribute[]): Promise<RawReply> =>
  app.call(
    'C_GenerateKey',
    Buffer.concat([ulongs(session), plainMechanism(CKM.aes), attributeArray(template)]),
  );

/** Each makes or changes an object by that template, and works if the template does. */
const calls: Readonly<
  Record<string, (app: RawApplication, session: number, more: readonly Attribute[]) => Promise<RawReply>>
> = {
  C_CreateObject: (app, session, more) => create(app, session, [...data, ...more]),
  C_CopyObject: async (app, session, more) => {
    const object = await handleOf(create(app, session, data));
    return app.call('C_CopyObject', Buffer.concat([ulongs(session, object), attributeArray(more)]));
  },
  C_GenerateKey: (app, session, more) => generate(app, session, [...aes, ...more]),
  'C_GenerateKeyPair, public': (app, session, more) =>
    pair(app, session, CKM.ecPairs, [...ec(p256), ...more]),
  'C_GenerateKeyPair, private': (app, session, more) => pair(app, session, CKM.ecPairs, ec(p256), more),
  C_UnwrapKey: async (app, session, more) => {
    const flags = [...bool(CKA.wrap, true), ...bool(CKA.unwrap, true)];
    const key = await handleOf(generate(app, session, [...aes, ...flags]));
    const wrapped = await app.call(
      'C_WrapKey',
      Buffer.concat([
        ulongs(session),
        plainMechanism(CKM.aesKeyWrap),
        ulongs(key, await handleOf(generate(app, session, [...aes, ...bool(0x162, true)]))),
        valueWriter().room(64).end(),
      ]),
    );
    expect(wrapped.result).toBe('CKR_OK');
    const template = [{ type: CKA.class, value: 4 }, { type: CKA.keyType, value: 0x1f }, ...more];
    return app.call(
      'C_UnwrapKey',
      Buffer.concat([
        ulongs(session),
        plainMechanism(CKM.aesKeyWrap),
        ulongs(key),
        valueWriter().bytes(wrapped.values.bytes()).end(),
        attributeArray(template),
      ]),
    );
  },
};

describe.each(Object.entries(calls))('%s', (_, call) => {
  it('is refused when the two differ', async () => {
    const [app, session] = await make();
    for (const values of [
      [true, false],
      [false, true],
      [false, false, true],
    ])
      expect((await call(app, session, bool(CKA.token, ...values))).result).toBe('CKR_TEMPLATE_INCONSISTENT');
  });

  it('takes the same one twice as one', async () => {
    const [app, session] = await make();
    expect((await call(app, session, bool(CKA.token, false, false))).result).toBe('CKR_OK');
    const label = { type: CKA.label, value: Buffer.from('one') };
    expect((await call(app, session, [label, label])).result).toBe('CKR_OK');
    const other = { type: CKA.label, value: Buffer.from('two') };
    expect((await call(app, session, [label, other])).result).toBe('CKR_TEMPLATE_INCONSISTENT');
  });
});

it('C_SetAttributeValue and C_DeriveKey too; a search for both finds nothing', async () => {
  const [app, session] = await make();
  const object = await handleOf(create(app, session, data));
  const labels = ['one', 'two'].map((text) => ({ type: CKA.label, value: Buffer.from(text) }));
  const set = (template: readonly Attribute[]) =>
    app.call('C_SetAttributeValue', Buffer.concat([ulongs(session, object), attributeArray(template)]));
  expect((await set(labels)).result).toBe('CKR_TEMPLATE_INCONSISTENT');
  expect((await set([...labels.slice(0, 1), ...labels.slice(0, 1)])).result).toBe('CKR_OK');
  const derive = [ulongs(session), plainMechanism(CKM.ecdh), ulongs(object), attributeArray(labels)];
  expect((await app.call('C_DeriveKey', Buffer.concat(derive))).result).toBe('CKR_TEMPLATE_INCONSISTENT');
  const find = Buffer.concat([ulongs(session), attributeArray(labels)]);
  expect((await app.call('C_FindObjectsInit', find)).result).toBe('CKR_OK');
  const found = (await app.call('C_FindObjects', valueWriter().ulong(session).room(8).end())).values;
  expect(found.ulongs()).toEqual([]);
});

it('nothing of what a profile forbids gets past it', async () => {
  const [app, session] = await make({
    keys: { rsaBits: [2048], curves: ['P-256'], import: false, alwaysAuthenticate: true },
  });
  const inconsistent = 'CKR_TEMPLATE_INCONSISTENT';
  const bits = [2048, 1024].map((value) => ({ type: CKA.modulusBits, value }));
  expect((await pair(app, session, CKM.rsaPairs, bits)).result).toBe(inconsistent);
  expect((await pair(app, session, CKM.ecPairs, ec(p256, p384))).result).toBe(inconsistent);
  const classes = [4, 3].map((value) => ({ type: CKA.class, value }));
  expect((await create(app, session, classes)).result).toBe(inconsistent);
  const once = bool(CKA.alwaysAuthenticate, true, false);
  expect((await pair(app, session, CKM.ecPairs, ec(p256), once)).result).toBe(inconsistent);

  const made = await pair(app, session, CKM.ecPairs, ec(p256), bool(CKA.alwaysAuthenticate, false, false));
  expect(made.result).toBe('CKR_OK');
  made.values.ulong();
  const query = Buffer.concat([ulongs(session, made.values.ulong()), Buffer.alloc(12)]);
  query.writeUInt32BE(1, 16);
  query.writeUInt32BE(CKA.alwaysAuthenticate, 20);
  query.writeUInt32BE(1, 24);
  const read = (await app.call('C_GetAttributeValue', query)).values;
  expect([read.room(), read.room(), read.byte(), read.room(), read.byte()]).toEqual([
    1,
    CKA.alwaysAuthenticate,
    1,
    1,
    1,
  ]);
});

it('a write-protected token is not written on, neither by that nor by copies', async () => {
  const [app, session] = await make();
  const [stays, passes] = [true, false].map((onToken) =>
    handleOf(create(app, session, [...data, ...bool(CKA.token, onToken)])),
  );
  const handles = [await stays, await passes];
  running.emulator.writeProtect('T', true);
  for (const [name, call] of Object.entries(calls)) {
    if (name === 'C_UnwrapKey') continue;
    for (const values of [[true, false], [false, true], [true]])
      expect((await call(app, session, bool(CKA.token, ...values))).result).toMatch(
        /^CKR_(TEMPLATE_INCONSISTENT|TOKEN_WRITE_PROTECTED)$/,
      );
  }
  const copied = async (object: number | undefined, template: readonly Attribute[]) =>
    (await app.call('C_CopyObject', Buffer.concat([ulongs(session, object ?? 0), attributeArray(template)])))
      .result;
  const label = { type: CKA.label, value: Buffer.from('copy') };
  expect(await copied(handles[0], [label])).toBe('CKR_TOKEN_WRITE_PROTECTED');
  expect(await copied(handles[0], bool(CKA.token, false))).toBe('CKR_OK');
  expect(await copied(handles[1], [label])).toBe('CKR_OK');
});
