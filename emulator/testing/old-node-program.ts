/** For a test: what vitest on an older Node runs (old-node.config.ts): everything that the fixture's emulator brings. */
import { join } from 'node:path';
// As users outside write it.
import { controlClient } from 'congvu/emulator';
import { emulatorTest } from 'congvu/testing';
import { describe, expect } from 'vitest';
import { type RawApplication, rawApplication } from '../e2e/raw-application.ts';
import { stoppableEngines } from '../e2e/stopped-engines.ts';
import { signIntoLane } from '../lanes/test-lanes.ts';
import { isSignatureOf, keysOn, makeKey, publicKey, sign, userSession } from '../policy/life/test-keys.ts';
import { valueWriter } from '../wire/values.ts';

const token = { label: 'T', profile: 'lenient', pin: '123456', soPin: '87654321' };
const test = emulatorTest({ tokens: [token], lanes: { most: 1, after: 3 } });
const { stop, entered, goOn } = stoppableEngines();

async function opened(dir: string): Promise<{ app: RawApplication; session: number }> {
  const app = await rawApplication(join(dir, 'p11.sock'));
  await app.initialize();
  return { app, session: await userSession(app) };
}

describe('on an older Node', () => {
  test('objects are made, signed with and destroyed', async ({ emulator }) => {
    const { app, session } = await opened(emulator.dir);
    expect(await makeKey(app, session, 'key')).toBe('CKR_OK');
    const [key = 0] = await keysOn(app, session);
    expect(isSignatureOf(await publicKey(app, session), await sign(app, session, key))).toBe(true);
    const destroyed = await app.call('C_DestroyObject', valueWriter().ulong(session).ulong(key).end());
    expect(destroyed.result).toBe('CKR_OK');
    expect(await keysOn(app, session)).toEqual([]);
    app.close();
  });

  test('a token leaves in the middle of a call, and comes back', async ({ emulator }) => {
    const { app, session } = await opened(emulator.dir);
    stop();
    const making = makeKey(app, session, 'lost');
    await entered();
    emulator.remove('T');
    expect(await making).toBe('CKR_DEVICE_REMOVED');
    emulator.insert('T');
    goOn();
    expect(await makeKey(app, session, 'kept')).toBe('CKR_OK');
    expect(await keysOn(app, session)).toHaveLength(1);
    app.close();
  });

  test('who signs again and again comes into a lane', async ({ emulator }) => {
    const { app, session } = await opened(emulator.dir);
    expect(await makeKey(app, session, 'key')).toBe('CKR_OK');
    const [key = 0] = await keysOn(app, session);
    await signIntoLane(emulator, { app, session, key });
    expect(isSignatureOf(await publicKey(app, session), await sign(app, session, key))).toBe(true);
    app.close();
  });

  test('the control channel, the journal, snapshots, faults and the clock answer', async ({ emulator }) => {
    const client = controlClient(emulator.dir);
    const leave = new AbortController();
    const following = client.journal.follow({ event: 'locked', limit: 1 }, { signal: leave.signal });
    const next = following[Symbol.asyncIterator]().next();
    await client.snapshots.take('T', { name: 'before' });
    await client.faults.apply('slow-card');
    await emulator.lock('T');
    expect((await next).value).toMatchObject({ event: 'locked' });
    leave.abort();
    await client.snapshots.restore('T', { name: 'before' });
    expect(emulator.token('T').state).toBe('active');
    expect((await client.status()).tokens).toHaveLength(1);
  });
});
