/** What kills SoftHSM itself: answered before it is asked, and nothing else is answered otherwise. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import type { RawApplication } from '../../e2e/raw-application.ts';
import { attributeBytes, plainMechanism } from '../../faults/test-signing.ts';
import { attributeArray } from '../../wire/attributes.ts';
import { valueWriter } from '../../wire/values.ts';
import { userSession } from '../life/test-keys.ts';

const running = freshEmulator();
const CKM = { rsaPairs: 0x0, rsaPkcs: 0x1, rsaX509: 0x3, sha256RsaPkcs: 0x40 };

interface Opened {
  readonly app: RawApplication;
  readonly session: number;
  readonly publicKey: number;
  readonly privateKey: number;
}

async function opened(bits = 2048): Promise<Opened> {
  await running.makeToken();
  const app = await running.application();
  return pair({ app, session: await userSession(app) }, bits);
}

async function pair({ app, session }: Pick<Opened, 'app' | 'session'>, bits: number): Promise<Opened> {
  const values = Buffer.concat([
    valueWriter().ulong(session).end(),
    plainMechanism(CKM.rsaPairs),
    attributeArray([
      { type: 0x121, value: bits },
      { type: 0x122, value: Buffer.from([1, 0, 1]) },
      { type: 0x10a, value: true },
      { type: 0x104, value: true },
    ]),
    attributeArray([{ type: 0x108, value: true }]),
  ]);
  const made = await app.call('C_GenerateKeyPair', values);
  expect(made.result).toBe('CKR_OK');
  return { app, session, publicKey: made.values.ulong(), privateKey: made.values.ulong() };
}

async function expectNoDeath(): Promise<void> {
  const { journal } = running.emulator;
  expect(await Array.fromAsync(journal.entries({ event: 'engine-died' }))).toEqual([]);
}

type Verb = 'Sign' | 'Verify' | 'Encrypt';

const begin = ({ app, session, publicKey, privateKey }: Opened, verb: Verb, mechanism: number) => {
  const key = verb === 'Sign' ? privateKey : publicKey;
  const values = [
    valueWriter().ulong(session).end(),
    plainMechanism(mechanism),
    valueWriter().ulong(key).end(),
  ];
  return app.call(`C_${verb}Init`, Buffer.concat(values)).then(({ result }) => result);
};

const carryOut = ({ app, session }: Opened, verb: Verb, length: number, room = 1024) => {
  const values = valueWriter().ulong(session).bytes(Buffer.alloc(length, 0x11));
  const rest = verb === 'Verify' ? values.bytes(Buffer.alloc(256, 1)) : values.room(room);
  return app.call(`C_${verb}`, rest.end()).then(({ result }) => result);
};

describe.each(['Sign', 'Verify', 'Encrypt'] as const)('C_%s with CKM_RSA_X_509', (verb) => {
  it('over more bytes than the modulus has is CKR_DATA_LEN_RANGE, and the operation is over', async () => {
    const token = await opened();
    for (const length of [257, 300, 4000]) {
      expect(await begin(token, verb, CKM.rsaX509)).toBe('CKR_OK');
      expect(await carryOut(token, verb, length)).toBe('CKR_DATA_LEN_RANGE');
      expect(await carryOut(token, verb, length)).toBe('CKR_OPERATION_NOT_INITIALIZED');
    }
    expect(await begin(token, verb, CKM.rsaX509)).toBe('CKR_OK');
    const whole = await carryOut(token, verb, 256);
    expect(whole).toBe(verb === 'Verify' ? 'CKR_SIGNATURE_INVALID' : 'CKR_OK');
    await expectNoDeath();
  });

  it(
    'is CKR_DATA_LEN_RANGE too when the answer to C_%sInit is not waited for'.replace('%s', verb),
    async () => {
      const token = await opened();
      for (let n = 0; n < 3; n++) {
        const asked = [
          begin(token, verb, CKM.rsaX509),
          carryOut(token, verb, 300),
          carryOut(token, verb, 20),
        ];
        expect(await Promise.all(asked)).toEqual([
          'CKR_OK',
          'CKR_DATA_LEN_RANGE',
          'CKR_OPERATION_NOT_INITIALIZED',
        ]);
      }
      await expectNoDeath();
    },
  );

  it('is held to the key of the operation, though it has been destroyed or another one begins behind it', async () => {
    const token = await opened();
    const other = await pair(token, 1024);
    // The second is longer than its own modulus only.
    const begun = [begin(token, verb, CKM.rsaX509), carryOut(token, verb, 20)];
    const longer = [begin(other, verb, CKM.rsaX509), carryOut(other, verb, 200)];
    await Promise.all(begun);
    expect(await Promise.all(longer)).toEqual(['CKR_OK', 'CKR_DATA_LEN_RANGE']);
    const destroyed = valueWriter().ulong(token.session);
    const key = verb === 'Sign' ? token.privateKey : token.publicKey;
    const asked = [
      begin(token, verb, CKM.rsaX509),
      token.app.call('C_DestroyObject', destroyed.ulong(key).end()).then(({ result }) => result),
    ];
    expect(await Promise.all(asked)).toEqual(['CKR_OK', 'CKR_OK']);
    expect(await carryOut(token, verb, 300)).toBe('CKR_DATA_LEN_RANGE');
    await expectNoDeath();
  });
});

describe('a key smaller than any that SoftHSM makes', () => {
  it('is held to its modulus all the same', async () => {
    const token = await opened();
    const key = attributeArray([
      { type: 0x0, value: 2 },
      { type: 0x100, value: 0 },
      { type: 0x120, value: Buffer.alloc(32, 0xff) },
      { type: 0x122, value: Buffer.from([1, 0, 1]) },
      { type: 0x104, value: true },
    ]);
    const values = Buffer.concat([valueWriter().ulong(token.session).end(), key]);
    const made = await token.app.call('C_CreateObject', values);
    const small = { ...token, publicKey: made.values.ulong() };
    for (const [length, result] of [
      [33, 'CKR_DATA_LEN_RANGE'],
      [32, 'CKR_OK'],
    ] as const) {
      expect(await begin(small, 'Encrypt', CKM.rsaX509)).toBe('CKR_OK');
      expect(await carryOut(small, 'Encrypt', length)).toBe(result);
    }
    await expectNoDeath();
  });
});

describe('another operation', () => {
  it('over as many bytes is the engine’s own when it is begun behind one, and nobody waits', async () => {
    const token = await opened();
    const asked = [
      begin(token, 'Sign', CKM.rsaX509),
      carryOut(token, 'Sign', 256),
      begin(token, 'Sign', CKM.sha256RsaPkcs),
      carryOut(token, 'Sign', 4000),
    ];
    expect(await Promise.all(asked)).toEqual(Array(4).fill('CKR_OK'));
  });

  it.each(['Sign', 'Encrypt'] as const)('of C_%s goes on when the room is too small', async (verb) => {
    const token = await opened();
    for (const length of [20, 300]) {
      expect(await begin(token, verb, CKM.rsaX509)).toBe('CKR_OK');
      for (const room of [1, 255]) expect(await carryOut(token, verb, length, room)).toBe('CKR_OK');
      expect(await carryOut(token, verb, 256)).toBe('CKR_OK');
    }
    await expectNoDeath();
  });

  it('over as many bytes is the engine’s own, also when one with CKM_RSA_X_509 was refused beside it', async () => {
    const token = await opened();
    expect(await begin(token, 'Sign', CKM.rsaX509)).toBe('CKR_OK');
    expect(await carryOut(token, 'Sign', 256)).toBe('CKR_OK');
    expect(await begin(token, 'Sign', CKM.sha256RsaPkcs)).toBe('CKR_OK');
    expect(await begin(token, 'Sign', CKM.rsaX509)).toBe('CKR_OPERATION_ACTIVE');
    expect(await carryOut(token, 'Sign', 4000)).toBe('CKR_OK');
  });

  it('goes on when the length is asked for first', async () => {
    const token = await opened();
    expect(await begin(token, 'Sign', CKM.rsaX509)).toBe('CKR_OK');
    expect(await carryOut(token, 'Sign', 300, 0)).toBe('CKR_OK');
    expect(await carryOut(token, 'Sign', 200)).toBe('CKR_OK');
  });

  it('is held to its own modulus', async () => {
    const token = await opened(3072);
    expect(await begin(token, 'Sign', CKM.rsaX509)).toBe('CKR_OK');
    expect(await carryOut(token, 'Sign', 384)).toBe('CKR_OK');
    expect(await attributeBytes(token.app, token.session, token.publicKey, 0x120)).toHaveLength(384);
  });
});
