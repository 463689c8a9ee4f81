/** The journal while applications sign in lanes: one order for all, on disk, asked for and followed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { behaviours } from '../behaviour/index.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { isCall, type JournalCall, type JournalEntry } from '../journal/entry.ts';
import { keysOn, userSession } from '../policy/life/test-keys.ts';
import { entriesOf, laneTest, type Signer, signed, signIntoLane } from './test-lanes.ts';

const test = laneTest({ most: 2, after: 4 });
const signatures = 150;

/** A second application that signs with the same key. */
async function another({ key: _ }: Signer): Promise<Signer> {
  const app = await test.application();
  const session = await userSession(app);
  const [key = 0] = await keysOn(app, session, 'privateKey', 'key');
  return { app, session, key };
}

async function sign(signer: Signer): Promise<void> {
  for (let count = 0; count < signatures; count++) expect(await signed(signer)).toBeInstanceOf(Buffer);
}

/** On a token of its own, so that the lanes go on; with the moment before each call and behind its answer. */
async function wrongPins(until: Promise<unknown>): Promise<number> {
  const app = await test.application();
  const session = await app.open(2);
  let ended = false;
  void until.then(() => {
    ended = true;
  });
  let count = 0;
  for (; !ended; count++) {
    await app.login(session, userTypes.user, '000000');
    await new Promise((done) => setTimeout(done, 3));
  }
  return count;
}

function checkOrder(entries: readonly JournalEntry[]): void {
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    if (before === undefined) continue;
    expect(entry.number).toBe(before.number + 1);
    expect(entry.time >= before.time, `${before.time} before ${entry.time}, number ${entry.number}`).toBe(
      true,
    );
  }
}

function perConnection(entries: readonly JournalEntry[]): Map<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const { connection, function: name } of entries.filter(isCall)) {
    const names = found.get(connection) ?? [];
    found.set(connection, names);
    names.push(name);
  }
  return found;
}

describe('two applications in lanes, and a third that sends wrong PINs', () => {
  it('stand in the journal in the order in which their calls ended, each connection complete', async () => {
    const one = await test.signer();
    await test.emulator.createToken({ label: 'other', profile: 'lenient', ...pins });
    const two = await another(one);
    await signIntoLane(test.emulator, one);
    await signIntoLane(test.emulator, two);
    expect(test.emulator.lanes().now).toBe(2);
    const stop = new AbortController();
    const followed: JournalEntry[] = [];
    const following = (async () => {
      for await (const entry of test.emulator.journal.follow({}, { signal: stop.signal }))
        followed.push(entry);
    })();
    await test.emulator.journal.flush();
    const signing = Promise.all([sign(one), sign(two)]);
    const logins = await wrongPins(signing);
    await signing;
    expect(test.emulator.lanes().now).toBe(2);

    const asked = await entriesOf(test.emulator);
    checkOrder(asked);
    const onDisk = readFileSync(test.emulator.journalFile, 'utf8').trimEnd().split('\n');
    expect(onDisk.map((line) => JSON.parse(line) as JournalEntry)).toEqual(asked);
    const calls = perConnection(asked);
    for (const connection of [1, 2]) {
      const pair = ['C_SignInit', 'C_Sign'];
      const names = calls.get(connection)?.slice(-2 * signatures) ?? [];
      expect(names).toEqual(Array.from({ length: 2 * signatures }, (_, at) => pair[at % 2]));
    }
    expect(calls.get(3)?.filter((name) => name === 'C_Login')).toHaveLength(logins);
    // They were at it at once.
    const callers = asked.filter(isCall).map(({ connection }) => connection);
    expect(callers.slice(callers.indexOf(3), callers.lastIndexOf(3)).filter((by) => by !== 3)).not.toEqual(
      [],
    );

    await expect.poll(() => followed.at(-1)?.number).toBe(asked.at(-1)?.number);
    stop.abort();
    await following;
    checkOrder(followed);
    expect(followed).toEqual(asked.slice(-followed.length));
  });

  it('are judged by what was: a signature in a lane before the lock stands before it', async () => {
    const one = await test.signer();
    await test.emulator.createToken({ label: 'other', profile: 'strict', ...pins });
    const two = await another(one);
    await signIntoLane(test.emulator, one);
    await signIntoLane(test.emulator, two);
    const app = await test.application();
    const session = await app.open(2);
    const before = async (): Promise<void> => void (await Promise.all([signed(one), signed(two)]));
    const results: string[] = [];
    for (let count = 0; count < 5; count++) {
      await before();
      results.push(await app.login(session, userTypes.user, '000000'));
    }
    expect(results.at(-1)).toBe('CKR_PIN_LOCKED');
    const entries = (await entriesOf(test.emulator)).filter(isCall);
    const last = entries.filter(isSignature).slice(-10);
    const logins = entries.filter((entry) => entry.function === 'C_Login' && entry.connection === 3);
    for (const [index, { number }] of logins.entries()) {
      // Two signatures were answered before each PIN was sent, and the next two begun after its answer.
      expect(last.filter((entry) => entry.number < number)).toHaveLength(2 * (index + 1));
    }
    const judged = await behaviours['stops-after-lock'](entries);
    expect(judged.outcome).toBe('violated');
  });
});

function isSignature(entry: JournalCall): boolean {
  return entry.function === 'C_Sign' && entry.result === 'CKR_OK';
}
