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
  const session = await userSession(app);
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
    const { journal } = running.emulator;
    expect(await Array.fromAsync(await journal.entries({ event: 'engine-died' }))).toEqual([]);
  });
});

describe('another operation', () => {
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
