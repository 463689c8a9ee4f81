/** A frame of an operation that is refused before anybody has read it: the operation is over, as PKCS#11 has it. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import type { RawApplication } from '../../e2e/raw-application.ts';
import { plainMechanism } from '../../faults/test-signing.ts';
import { callNamed } from '../../wire/calls.ts';
import { requestFrame } from '../../wire/frame.ts';
import { defaultLimits } from '../../wire/frame-reader.ts';
import { valueWriter } from '../../wire/values.ts';
import { keysOn, makeKey, userSession } from '../life/test-keys.ts';

const running = freshEmulator();
const CKM = { sha256: 0x250, ecdsa: 0x1041 } as const;

interface Begun {
  readonly app: RawApplication;
  readonly session: number;
  readonly key: number;
}

async function opened(): Promise<Begun> {
  await running.makeToken();
  const app = await running.application();
  const session = await userSession(app);
  await makeKey(app, session, 'key');
  const [key = 0] = await keysOn(app, session);
  return { app, session, key };
}

const begin = async ({ app, session, key }: Begun, family: 'Sign' | 'Digest') => {
  const start = [
    valueWriter().ulong(session).end(),
    plainMechanism(CKM[family === 'Sign' ? 'ecdsa' : 'sha256']),
  ];
  if (family === 'Sign') start.push(valueWriter().ulong(key).end());
  return (await app.call(`C_${family}Init`, Buffer.concat(start))).result;
};

const sent = (app: RawApplication, call: string, values: Buffer) =>
  app.frame(7, requestFrame(7, callNamed(call), values));

describe.each([
  ['Sign', 'C_Sign'],
  ['Digest', 'C_Digest'],
  ['Digest', 'C_DigestUpdate'],
] as const)('C_%sInit, and %s', (family, call) => {
  const room = (values: ReturnType<typeof valueWriter>) =>
    (call === 'C_DigestUpdate' ? values : values.room(512)).end();

  it('above the limit is CKR_HOST_MEMORY, and the next operation begins', async () => {
    const token = await opened();
    expect(await begin(token, family)).toBe('CKR_OK');
    const large = valueWriter().ulong(token.session).bytes(Buffer.alloc(defaultLimits.frame));
    expect(await sent(token.app, call, room(large))).toBe('CKR_HOST_MEMORY');
    expect(await begin(token, family)).toBe('CKR_OK');
    expect(await begin(token, family)).toBe('CKR_OPERATION_ACTIVE');
  });

  it('of no shape is CKR_ARGUMENTS_BAD, and the next operation begins', async () => {
    const token = await opened();
    expect(await begin(token, family)).toBe('CKR_OK');
    const odd = room(valueWriter().ulong(token.session).bytes(Buffer.alloc(8)).byte(1));
    expect(await sent(token.app, call, odd)).toBe('CKR_ARGUMENTS_BAD');
    expect(await begin(token, family)).toBe('CKR_OK');
  });

  it('of another session leaves the operation going on', async () => {
    const token = await opened();
    const other = await token.app.open(1);
    expect(await begin(token, family)).toBe('CKR_OK');
    for (const session of [other, 99]) {
      const large = valueWriter().ulong(session).bytes(Buffer.alloc(defaultLimits.frame));
      expect(await sent(token.app, call, room(large))).toBe('CKR_HOST_MEMORY');
    }
    expect(await begin(token, family)).toBe('CKR_OPERATION_ACTIVE');
  });
});
