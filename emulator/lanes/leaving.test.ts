/** What ends a lane ends it before the very next call. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { childrenOf } from '../e2e/children.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { failing } from '../faults/test-scripts.ts';
import { isCall } from '../journal/entry.ts';
import { digest, keysOn, userSession } from '../policy/life/test-keys.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';
import {
  becomes,
  begun,
  ended,
  entriesOf,
  laneTest,
  lengthTold,
  type Signer,
  signed,
  signIntoLane,
} from './test-lanes.ts';

const test = laneTest();
const ofSession = (session: number) => valueWriter().ulong(session).end();
const ofObject = (session: number, object: number) => valueWriter().ulong(session).ulong(object).end();

/** In a lane; `change` is made between two calls, the second of which must know of it. */
async function nextAfter(change: (signer: Signer) => unknown, middle = false): Promise<string> {
  const signer = await test.inLane();
  if (middle) expect((await begun(signer)).result).toBe('CKR_OK');
  await change(signer);
  return middle ? (await ended(signer)).result : (await begun(signer)).result;
}

/** In a lane; another application, and the key as that has it. */
async function inLaneBesideOther() {
  const signer = await test.inLane();
  const other = await test.application();
  const session = await userSession(other);
  const [same = 0] = await keysOn(other, session);
  await signIntoLane(test.emulator, signer);
  return { signer, other, session, same };
}

describe('the next call after', () => {
  it.each([false, true])('a removal says so; signing in the middle: %s', async (middle) => {
    expect(await nextAfter(() => test.emulator.remove('T'), middle)).toBe('CKR_DEVICE_REMOVED');
  });

  it.each([
    ['a loss', () => test.emulator.lose('T'), 'CKR_DEVICE_REMOVED'],
    ['a recall', () => test.emulator.recall('T'), 'CKR_DEVICE_REMOVED'],
    ['damage', () => test.emulator.damage('T'), 'CKR_DEVICE_ERROR'],
    ['a wipe', () => test.emulator.wipe('T'), 'CKR_SESSION_HANDLE_INVALID'],
    ['its deletion', () => test.emulator.deleteToken('T'), 'CKR_DEVICE_REMOVED'],
  ])('%s says so', async (_, change, answer) => {
    expect(await nextAfter(change)).toBe(answer);
  });

  it('a snapshot is restored: its session is none any more', async () => {
    const answer = await nextAfter(async () => {
      await test.emulator.snapshots.take('T');
      await test.emulator.snapshots.restore('T');
    });
    expect(answer).toBe('CKR_SESSION_HANDLE_INVALID');
  });

  it.each([false, true])('a fault is armed: it strikes; signing in the middle: %s', async (middle) => {
    const call = middle ? 'C_Sign' : 'C_SignInit';
    const script = { name: 'now', rules: [failing({ function: call })] };
    const answer = await nextAfter(() => test.emulator.faults.apply(script), middle);
    expect(answer).toBe('CKR_FUNCTION_FAILED');
  });

  it('another application has destroyed the key', async () => {
    const { signer, other, session, same } = await inLaneBesideOther();
    expect((await other.call('C_DestroyObject', ofObject(session, same))).result).toBe('CKR_OK');
    expect((await begun(signer)).result).toMatch(/_HANDLE_INVALID$/);
  });

  it('another application has destroyed the key in the middle of signing', async () => {
    const { signer, other, session, same } = await inLaneBesideOther();
    const { entered } = test.emulator.lanes();
    let destroyed = false;
    const signing = (async () => {
      for (let behind = 0; ; ) {
        if (destroyed) behind++;
        const answer = await signed(signer);
        if (typeof answer === 'string') return { answer, behind };
      }
    })();
    await new Promise((done) => setTimeout(done, 30));
    expect(test.emulator.lanes()).toMatchObject({ now: 1, entered });
    expect((await other.call('C_DestroyObject', ofObject(session, same))).result).toBe('CKR_OK');
    destroyed = true;
    const { answer, behind } = await signing;
    // Of an operation that was begun, the engine's own session knows nothing.
    expect(answer).toMatch(/^C_SignInit: CKR_\w+_HANDLE_INVALID$|^CKR_OPERATION_NOT_INITIALIZED$/);
    // What was asked for after the key was gone was refused at once.
    expect(behind).toBeLessThanOrEqual(1);
    expect(await keysOn(signer.app, signer.session)).toEqual([]);
  });

  it('somebody has removed the file of the key says so, within some milliseconds', async () => {
    const signer = await test.inLane();
    for (let count = 0; count < 10; count++) expect(await signed(signer)).toBeInstanceOf(Buffer);
    const objects = join(test.emulator.dir, 'tokens', test.emulator.token('T').serial, 'objects');
    for (const file of readdirSync(objects, { recursive: true, encoding: 'utf8' }))
      if (/[^n]\.object$/.test(file)) rmSync(join(objects, file));
    await new Promise((done) => setTimeout(done, 30));
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push(await signed(signer));
    expect(answers.at(-1)).toMatch(/^C_SignInit: CKR_\w+_HANDLE_INVALID$/);
    expect(test.emulator.lanes().now).toBe(0);
  });

  it('another application has taken the right to sign from the key', async () => {
    const { signer, other, session, same } = await inLaneBesideOther();
    const forbidden = Buffer.concat([
      ofObject(session, same),
      attributeArray([{ type: 0x108, value: false }]),
    ]);
    expect((await other.call('C_SetAttributeValue', forbidden)).result).toBe('CKR_OK');
    expect((await begun(signer)).result).toBe('CKR_KEY_FUNCTION_NOT_PERMITTED');
  });

  it('its engine was killed: the device has an error', async () => {
    const answer = await nextAfter(async () => {
      for (const pid of childrenOf(process.pid, 'p11-kit-remote')) process.kill(pid, 'SIGKILL');
      await becomes(() => test.emulator.lanes().now === 0);
    });
    expect(answer).toBe('CKR_DEVICE_ERROR');
  });
});

describe('an event', () => {
  it('stands behind the calls that were answered before it', async () => {
    const signer = await test.inLane();
    for (let count = 0; count < 30; count++) await signed(signer);
    test.emulator.remove('T');
    expect(await signed(signer)).toBe('C_SignInit: CKR_DEVICE_REMOVED');
    const told = (await entriesOf(test.emulator)).map((one) => (isCall(one) ? one.result : one.event));
    const removed = told.indexOf('removed');
    expect(told.slice(removed - 60, removed)).toEqual(Array(60).fill('CKR_OK'));
    expect(told.slice(removed + 1)).toEqual(['CKR_DEVICE_REMOVED']);
  });
});

describe('an operation that was begun in a lane', () => {
  it('can be ended by C_SignUpdate and C_SignFinal, where the mechanism can', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    const values = valueWriter().ulong(signer.session).bytes(digest).end();
    const updated = await signer.app.call('C_SignUpdate', values);
    // CKM_ECDSA has one part only: SoftHSM ends the operation with that.
    expect(updated.result).toBe('CKR_OPERATION_NOT_INITIALIZED');
  });

  it('outlives a question for its length, and what comes after that on the long way', async () => {
    const signer = await test.inLane();
    for (const between of [
      async () => undefined,
      () => signer.app.call('C_GetTokenInfo', ofSession(1)),
      async () => void test.emulator.faults.clear(),
    ]) {
      expect((await begun(signer)).result).toBe('CKR_OK');
      expect(lengthTold(await ended(signer, digest, 0))).toBe(64);
      await between();
      expect(lengthTold(await ended(signer, digest, 0))).toBe(64);
      expect(lengthTold(await ended(signer, digest, 10))).toBe(64);
      expect((await ended(signer)).result).toBe('CKR_OK');
      expect((await ended(signer)).result).toBe('CKR_OPERATION_NOT_INITIALIZED');
      await signIntoLane(test.emulator, signer);
    }
  });

  it('is refused a length when the token was taken out, as a signature is, and is over then', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    test.emulator.remove('T');
    expect((await ended(signer, digest, 0)).result).toBe('CKR_DEVICE_REMOVED');
    test.emulator.insert('T');
    expect((await ended(signer)).result).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect((await begun(signer)).result).toBe('CKR_OK');
    expect((await ended(signer)).result).toBe('CKR_OK');
  });

  it('is over also when the token is back before the application asks again', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    test.emulator.remove('T');
    test.emulator.insert('T');
    expect((await ended(signer)).result).toBe('CKR_OPERATION_NOT_INITIALIZED');
  });

  it('is none for a question for the length without one', async () => {
    const signer = await test.inLane();
    expect((await ended(signer, digest, 0)).result).toBe('CKR_OPERATION_NOT_INITIALIZED');
  });

  it('outlives a question about the token', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    expect((await signer.app.call('C_GetTokenInfo', ofSession(1))).result).toBe('CKR_OK');
    expect((await ended(signer)).result).toBe('CKR_OK');
  });

  it('is as a logout leaves it on the long way', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    expect((await signer.app.call('C_Logout', ofSession(signer.session))).result).toBe('CKR_OK');
    const inLane = (await ended(signer)).result;
    expect(await signer.app.login(signer.session, userTypes.user, pins.pin)).toBe('CKR_OK');
    const [key = 0] = await keysOn(signer.app, await signer.app.open(1));
    const again = { ...signer, key };
    expect((await signer.app.call('C_GetSessionInfo', ofSession(signer.session))).result).toBe('CKR_OK');
    expect((await begun(again)).result).toBe('CKR_OK');
    expect((await signer.app.call('C_Logout', ofSession(signer.session))).result).toBe('CKR_OK');
    expect((await ended(again)).result).toBe(inLane);
  });
});

describe('a lane whose process is killed', () => {
  it('costs its application the connection, and nobody else anything', async () => {
    const { signer, other, session, same: key } = await inLaneBesideOther();
    const [lane = 0, ...more] = childrenOf(process.pid, 'lanes/lane.ts');
    expect(more).toEqual([]);
    process.kill(lane, 'SIGKILL');
    await becomes(() => signer.app.socket.destroyed);
    expect(await signed({ app: other, session, key })).toBeInstanceOf(Buffer);
    // A machine that is very busy may have ended one before, which did not get ready in time.
    await expect
      .poll(() => entriesOf(test.emulator, { event: 'lane-died' }))
      .toContainEqual(
        expect.objectContaining({
          token: test.emulator.token('T').serial,
          connection: 1,
          pid: process.pid,
          process: { pid: lane, signal: 'SIGKILL' },
        }),
      );
    await signIntoLane(test.emulator, { app: other, session, key });
  });

  it('before anybody is in it costs nothing', async () => {
    const signer = await test.inLane();
    expect((await signer.app.call('C_GetTokenInfo', ofSession(1))).result).toBe('CKR_OK');
    const [lane = 0] = childrenOf(process.pid, 'lanes/lane.ts');
    process.kill(lane, 'SIGTERM');
    await becomes(() => childrenOf(process.pid, 'lanes/lane.ts').length === 0);
    const died = async () =>
      (await entriesOf(test.emulator, { event: 'lane-died' })).filter(
        (entry) => !isCall(entry) && entry.process?.pid === lane,
      );
    await expect.poll(died).toMatchObject([{ process: { pid: lane, signal: 'SIGTERM' } }]);
    expect((await died())[0]).not.toHaveProperty('connection');
    for (let count = 0; count < 20; count++) expect(await signed(signer)).toBeInstanceOf(Buffer);
    await signIntoLane(test.emulator, signer);
  });
});

describe('stopping', () => {
  it('ends the lanes with everything, in the middle of a signature too', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    await test.emulator.stop();
    await becomes(() => signer.app.socket.destroyed);
    expect(childrenOf(process.pid, 'lanes/lane.ts')).toEqual([]);
    expect(readFileSync(test.emulator.journalFile, 'utf8')).not.toContain('died');
  });

  it('leaves no name of a board behind', async () => {
    await test.inLane();
    expect(execFileSync('ls', ['-a', test.emulator.dir], { encoding: 'utf8' })).not.toContain('.lane');
  });
});
