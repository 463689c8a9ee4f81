/** Applications in lanes: what they get, and what the journal tells of it. */
import { describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { plainMechanism } from '../faults/test-signing.ts';
import { isCall } from '../journal/entry.ts';
import { digest, isSignatureOf, keysOn, makeKey, publicKey, userSession } from '../policy/life/test-keys.ts';
import { statusText } from '../status-text.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';
import {
  becomes,
  begun,
  CKM,
  ended,
  entriesOf,
  laneTest,
  lengthTold,
  type Signer,
  signed,
  signedByLength,
  signIntoLane,
} from './test-lanes.ts';

const test = laneTest();

/** DigestInfo of SHA-256 (RFC 8017 section 9.2). */
const digestInfo = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);

async function rsaKey({ app, session }: Signer, onToken = true): Promise<number> {
  const values = Buffer.concat([
    valueWriter().ulong(session).end(),
    plainMechanism(0),
    attributeArray([
      { type: 0x1, value: onToken },
      { type: 0x121, value: 2048 },
      { type: 0x122, value: Buffer.from('010001', 'hex') },
    ]),
    attributeArray([
      { type: 0x1, value: onToken },
      { type: 0x102, value: Buffer.from('rsa') },
    ]),
  ]);
  const made = await app.call('C_GenerateKeyPair', values);
  expect(made.result).toBe('CKR_OK');
  made.values.ulong();
  return made.values.ulong();
}

describe('an application that signs again and again', () => {
  it('comes into a lane, where its signatures are good and all different', async () => {
    const signer = await test.inLane();
    const signatures = [];
    for (let count = 0; count < 50; count++) signatures.push(await signed(signer));
    expect(test.emulator.lanes()).toEqual({ most: 2, now: 1, entered: 1 });
    const verifying = await publicKey(signer.app, signer.session);
    expect(test.emulator.lanes()).toEqual({ most: 2, now: 0, entered: 1 });
    for (const signature of signatures) expect(isSignatureOf(verifying, signature)).toBe(true);
    expect(new Set(signatures.map(String)).size).toBe(50);
    await signIntoLane(test.emulator, signer);
    expect(test.emulator.lanes()).toEqual({ most: 2, now: 1, entered: 2 });
  });

  it('gets the same RSA signatures there as on the long way, with every mechanism', async () => {
    const signer = await test.signer();
    const key = await rsaKey(signer);
    for (const [mechanism, data] of [
      [CKM.rsaPkcs, digestInfo],
      [CKM.rsaPkcs, Buffer.from('Quyết định')],
      [CKM.sha256Rsa, Buffer.alloc(1024, 7)],
      [CKM.sha384Rsa, digest],
      [CKM.sha512Rsa, Buffer.of(1)],
    ] as const) {
      const one = { ...signer, key, mechanism };
      const longWay = await signed(one, data);
      expect(longWay).toHaveLength(256);
      await signIntoLane(test.emulator, one);
      expect(await signed(one, data)).toEqual(longWay);
      expect(test.emulator.lanes().now).toBe(1);
    }
  });

  it('that asks for the length of each signature first comes into one as well, and is told the same', async () => {
    const signer = await test.signer();
    const key = await rsaKey(signer);
    for (const [one, size] of [
      [signer, 64],
      [{ ...signer, key, mechanism: CKM.sha256Rsa }, 256],
    ] as const) {
      const longWay = [];
      expect((await begun(one)).result).toBe('CKR_OK');
      for (const data of [digest, Buffer.alloc(1024)]) longWay.push(lengthTold(await ended(one, data, 0)));
      expect(await ended(one)).toMatchObject({ result: 'CKR_OK' });
      await signIntoLane(test.emulator, one, signedByLength);
      const { entered } = test.emulator.lanes();
      expect((await begun(one)).result).toBe('CKR_OK');
      const lane = [];
      for (const data of [digest, Buffer.alloc(1024)]) lane.push(lengthTold(await ended(one, data, 0)));
      expect(await ended(one)).toMatchObject({ result: 'CKR_OK' });
      expect([lane, longWay]).toEqual([
        [size, size],
        [size, size],
      ]);
      for (let count = 0; count < 20; count++) expect(await signedByLength(one)).toHaveLength(size);
      expect(test.emulator.lanes()).toEqual({ most: 2, now: 1, entered });
    }
    const calls = (await entriesOf(test.emulator)).filter(isCall).slice(-60);
    for (const [at, { function: call, result, inputLength, mechanism }] of calls.entries())
      expect([call, result, inputLength, mechanism]).toEqual([
        at % 3 === 0 ? 'C_SignInit' : 'C_Sign',
        'CKR_OK',
        at % 3 === 0 ? undefined : digest.length,
        'CKM_SHA256_RSA_PKCS',
      ]);
  });

  it('has each call in the journal, in order, as on the long way', async () => {
    const signer = await test.signer();
    const rsa = { ...signer, key: await rsaKey(signer), mechanism: CKM.rsaPkcs };
    await signIntoLane(test.emulator, rsa);
    for (let count = 0; count < 300; count++) await signed(rsa, digestInfo);
    expect(test.emulator.lanes().now).toBe(1);
    const entries = (await entriesOf(test.emulator))
      .filter(isCall)
      .filter((one) => /^C_Sign/.test(one.function));
    const lane = entries.slice(-600);
    for (const [at, entry] of lane.entries()) {
      expect(entry.function).toBe(at % 2 === 0 ? 'C_SignInit' : 'C_Sign');
      const { milliseconds, digest: over, inputLength } = entry;
      expect(over).toBe(at % 2 === 0 ? undefined : 'SHA-256');
      expect(inputLength).toBe(at % 2 === 0 ? undefined : digestInfo.length);
      expect(milliseconds).toBeGreaterThan(0);
      expect(entry).toMatchObject({ mechanism: 'CKM_RSA_PKCS', key: 'id:727361', result: 'CKR_OK' });
    }
    const numbers = entries.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    const times = entries.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
  });

  it('is followed in the journal while it is there, and its time stands still with the clock', async () => {
    const signer = await test.inLane();
    test.emulator.clock.freeze('2026-05-19T08:00:00.000Z');
    const heard: unknown[] = [];
    const stop = new AbortController();
    const following = (async () => {
      for await (const entry of test.emulator.journal.follow(
        { function: 'C_Sign' },
        { signal: stop.signal },
      )) {
        heard.push(entry);
        if (heard.length === 20) break;
      }
    })();
    await new Promise((done) => setTimeout(done, 50));
    for (let count = 0; count < 20; count++) await signed(signer);
    await following;
    stop.abort();
    expect(heard.at(-1)).toMatchObject({ time: '2026-05-19T08:00:00.000Z' });
  });

  it('shows nobody what its lane signs with', async () => {
    const signer = await test.inLane();
    const other = await test.application();
    const session = await userSession(other);
    await signIntoLane(test.emulator, signer);
    for (let count = 0; count < 10; count++) {
      expect(await signed(signer)).toBeInstanceOf(Buffer);
      expect(await keysOn(other, session)).toHaveLength(1);
    }
    expect(test.emulator.lanes().now).toBe(1);
    expect(await keysOn(signer.app, signer.session)).toEqual([signer.key]);
  });

  it('comes into none with a key that has a twin, a key of the session, or a large input', async () => {
    const { app, session } = await test.signer();
    const twice = { app, session, key: 0 };
    await makeKey(app, session, 'twin');
    await makeKey(app, session, 'twin');
    [twice.key = 0] = await keysOn(app, session, 'privateKey', 'twin');
    for (let count = 0; count < 40; count++) await signed(twice);
    await new Promise((done) => setTimeout(done, 500));
    for (let count = 0; count < 40; count++) await signed(twice);
    const ofSession = { app, session, key: await rsaKey(twice, false), mechanism: CKM.sha256Rsa };
    for (let count = 0; count < 40; count++) expect(await signed(ofSession)).toHaveLength(256);
    await new Promise((done) => setTimeout(done, 500));
    for (let count = 0; count < 40; count++) expect(await signed(ofSession)).toHaveLength(256);
    const rsa = { app, session, key: await rsaKey(twice), mechanism: CKM.sha256Rsa };
    for (let count = 0; count < 20; count++) expect(await signed(rsa, Buffer.alloc(3000))).toHaveLength(256);
    expect(test.emulator.lanes()).toEqual({ most: 2, now: 0, entered: 0 });
  });
});

describe('the status', () => {
  it('tells over HTTP how many applications are in lanes, and how often one was entered', async () => {
    const { status } = controlClient(test.emulator.dir);
    expect((await status()).lanes).toEqual({ most: 2, now: 0, entered: 0 });
    const { app, session } = await test.inLane();
    expect((await status()).lanes).toEqual({ most: 2, now: 1, entered: 1 });
    await app.call('C_GetSessionInfo', valueWriter().ulong(session).end());
    const left = await status();
    expect(left.lanes).toEqual({ most: 2, now: 0, entered: 1 });
    expect(statusText(left)).toContain('\nLanes: 0 applications in one now, entered once (2 at most)\n');
    expect(statusText({ ...left, lanes: { most: 1, now: 1, entered: 12 } })).toContain(
      '\nLanes: 1 application in one now, entered 12 times (1 at most)\n',
    );
    expect(statusText({ ...left, lanes: { most: 0, now: 0, entered: 0 } })).toContain('\nLanes: none\n');
  });
});

describe('two applications', () => {
  it('are each in their own lane, and a third goes the long way', async () => {
    const first = await test.inLane();
    const others = [];
    for (let count = 0; count < 2; count++) {
      const app = await test.application();
      const session = await userSession(app);
      const [key = 0] = await keysOn(app, session);
      others.push({ app, session, key });
    }
    const [second = first, third = first] = others;
    await signIntoLane(test.emulator, first);
    await signIntoLane(test.emulator, second);
    const rounds = Array.from({ length: 100 }, (_, at) => at);
    const all = await Promise.all(
      [first, second, third].map(async (one) => {
        const signatures = [];
        for (const _ of rounds) signatures.push(await signed(one));
        return signatures;
      }),
    );
    expect(test.emulator.lanes().now).toBe(2);
    const verifying = await publicKey(third.app, third.session);
    expect(all.flat().filter((one) => isSignatureOf(verifying, one))).toHaveLength(300);
  });

  it('of which one leaves: the other one is not disturbed', async () => {
    const first = await test.inLane();
    const app = await test.application();
    first.app.close();
    const session = await userSession(app);
    const [key = 0] = await keysOn(app, session);
    await signIntoLane(test.emulator, { app, session, key });
    const disconnected = await entriesOf(test.emulator, { event: 'disconnected' });
    expect(disconnected.length).toBeGreaterThan(0);
    expect(await signed({ app, session, key })).toBeInstanceOf(Buffer);
  });
});

describe('what is half done', () => {
  it('goes on the long way: a length, too little room, a second C_SignInit', async () => {
    const signer = await test.inLane();
    expect((await begun(signer)).result).toBe('CKR_OK');
    expect(test.emulator.lanes().now).toBe(1);
    const asked = await ended(signer, digest, 0);
    expect(asked.result).toBe('CKR_OK');
    expect(asked.values.byte()).toBe(0);
    // p11-kit says "too small" in the same way as a length.
    expect((await ended(signer, digest, 63)).values.byte()).toBe(0);
    expect((await begun(signer)).result).toBe('CKR_OPERATION_ACTIVE');
    expect((await ended(signer)).result).toBe('CKR_OK');
    expect((await ended(signer)).result).toBe('CKR_OPERATION_NOT_INITIALIZED');
  });

  it('for an application that reads nothing: no answer is lost, and none comes twice', async () => {
    const signer = await test.inLane();
    const { socket } = signer.app;
    socket.pause();
    const calls = Array.from({ length: 4000 }, () => [begun(signer), ended(signer)]).flat();
    await becomes(() => test.emulator.lanes().now === 0);
    socket.resume();
    const results = (await Promise.all(calls)).map(({ result }) => result);
    expect(results).toEqual(Array(8000).fill('CKR_OK'));
    const signs = (await entriesOf(test.emulator, { function: 'C_Sign' })).filter(isCall);
    expect(signs.length).toBeGreaterThanOrEqual(4000);
  });

  it('by two threads at once: every call gets its answer', async () => {
    const signer = await test.inLane();
    const other = await userSession(signer.app).catch(() => signer.app.open(1));
    const replies = await Promise.all([
      signed(signer),
      signer.app.call('C_GenerateRandom', valueWriter().ulong(signer.session).room(8).end()),
      begun(signer, { session: other }),
    ]);
    expect(replies[0]).toBeInstanceOf(Buffer);
    expect(replies[1].result).toBe('CKR_OK');
    expect(replies[2].result).toBe('CKR_OK');
  });
});

describe('without lanes', () => {
  const none = laneTest({ most: 0, after: 1 });
  it('everything goes the long way', async () => {
    const signer = await none.signer();
    for (let count = 0; count < 100; count++) await signed(signer);
    expect(none.emulator.lanes()).toEqual({ most: 0, now: 0, entered: 0 });
  });
});
