/** Every fault of the catalogue, struck by its name: what an application sees of it, and that the journal tells its rule. */
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { words } from '../e2e/pin-paths/raw-calls.ts';
import { userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { attributeArray } from '../wire/attributes.ts';
import { valueWriter } from '../wire/values.ts';
import { faultCatalogue } from './catalogue.ts';
import { digest, faultsTold } from './test-scripts.ts';
import { attributeBytes, type RawSigner, rawSigner } from './test-signing.ts';

const running = freshEmulator();
const other = Buffer.alloc(32, 8);

interface Scene {
  readonly one: RawSigner;
  /** Arms the fault of that name for the token. */
  arm(seed?: number): void;
  sign(data?: Buffer): Promise<string>;
  login(pin?: string): Promise<string>;
  open(): Promise<string>;
}

/** By name; each must strike every rule of its fault. */
const strikes: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'answer-lost': async ({ arm, sign }) => {
    arm();
    expect([await sign(), await sign()]).toEqual(['CKR_DEVICE_ERROR', 'CKR_OK']);
  },
  'bit-flip': async ({ one, arm }) => {
    arm();
    for (const fine of [false, true]) {
      const { result, signature } = await one.sign(digest);
      expect([result, await one.verifies(digest, signature)]).toEqual(['CKR_OK', fine]);
    }
  },
  'damaged-token': async ({ one, arm, sign }) => {
    arm();
    for (let n = 0; n < 3; n++) expect(await sign()).toBe('CKR_DEVICE_ERROR');
    expect(running.emulator.token('T').state).toBe('damaged');
    // It is still there, and still reads.
    expect((await one.random(8)).result).toBe('CKR_OK');
  },
  'dead-engine': async ({ arm, sign, open }) => {
    arm();
    expect(await sign()).toBe('CKR_DEVICE_ERROR');
    expect(await open()).toBe('CKR_OK');
  },
  'device-memory': async ({ arm, sign }) => {
    arm();
    expect([await sign(), await sign()]).toEqual(['CKR_DEVICE_MEMORY', 'CKR_OK']);
  },
  'hang-at-login': async ({ one, arm, login }) => {
    await one.app.call('C_Logout', words(one.session));
    arm();
    const asked = login();
    while (running.emulator.faults.show().held.length === 0) await one.random(8);
    expect(running.emulator.faults.release()).toEqual({ released: 1 });
    expect(await asked).toBe('CKR_OK');
  },
  'locked-by-others': async ({ arm, open }) => {
    arm();
    const seen = [await open(), await open(), await open()];
    expect(seen).toEqual(['CKR_FUNCTION_FAILED', 'CKR_FUNCTION_FAILED', 'CKR_OK']);
  },
  'lost-token': async ({ one, arm, sign, open }) => {
    arm();
    expect([await sign(), await sign()]).toEqual(['CKR_OK', 'CKR_DEVICE_REMOVED']);
    expect(await open()).toBe('CKR_TOKEN_NOT_PRESENT');
    expect(running.emulator.token('T').state).toBe('lost');
    const list = await one.app.call('C_GetSlotList', valueWriter().byte(1).room(4).end());
    expect(list.values.ulongs()).toEqual([]);
    expect(() => running.emulator.insert('T')).toThrow(expect.objectContaining({ code: expect.any(String) }));
  },
  'other-data-signed': async ({ one, arm }) => {
    arm();
    const { signature } = await one.sign(digest);
    expect(await one.verifies(digest, signature)).toBe(false);
    const changed = Buffer.from(digest);
    changed[31] = (changed[31] ?? 0) ^ 1;
    expect(await one.verifies(changed, signature)).toBe(true);
  },
  'partial-output': async ({ one, arm }) => {
    arm();
    expect((await one.random(16)).bytes).toHaveLength(8);
    expect((await one.random(16)).bytes).toHaveLength(16);
  },
  'pin-pad-cancelled': async ({ one, arm, login }) => {
    await one.app.call('C_Logout', words(one.session));
    arm();
    expect([await login('000000'), await login()]).toEqual(['CKR_FUNCTION_CANCELED', 'CKR_OK']);
  },
  'power-cut-after-counter': async ({ one, arm, login }) => {
    await one.app.call('C_Logout', words(one.session));
    arm();
    expect(await login()).toBe('CKR_DEVICE_REMOVED');
    expect(running.emulator.token('T').user.triesLeft).toBe(2);
  },
  'power-cut-before-counter': async ({ one, arm, login }) => {
    await one.app.call('C_Logout', words(one.session));
    arm();
    expect(await login('000000')).toBe('CKR_DEVICE_REMOVED');
    expect(running.emulator.token('T').user.triesLeft).toBe(3);
  },
  'removed-during-signature': async ({ arm, sign, open }) => {
    arm();
    expect(await sign()).toBe('CKR_DEVICE_REMOVED');
    expect([running.emulator.token('T').state, await open()]).toEqual(['removed', 'CKR_TOKEN_NOT_PRESENT']);
  },
  'removed-for-a-moment': async ({ arm, sign, open }) => {
    arm();
    expect(await sign()).toBe('CKR_DEVICE_REMOVED');
    await expect.poll(open, { timeout: 20_000 }).toBe('CKR_OK');
  },
  'repeated-random': async ({ one, arm }) => {
    arm();
    const [first, second] = [await one.random(16), await one.random(16)];
    expect(second.bytes).toEqual(first.bytes);
  },
  'repeated-signature': async ({ one, arm }) => {
    arm();
    const [first, second, third] = [await one.sign(digest), await one.sign(other), await one.sign(other)];
    expect([second.result, second.signature, third.signature]).toEqual([
      'CKR_OK',
      first.signature,
      first.signature,
    ]);
    expect(await one.verifies(digest, second.signature)).toBe(true);
    expect(await one.verifies(other, second.signature)).toBe(false);
  },
  'session-count': async ({ arm, open }) => {
    arm();
    const seen: string[] = [];
    for (let n = 0; n < 5; n++) seen.push(await open());
    const full = 'CKR_SESSION_COUNT';
    expect(seen).toEqual(['CKR_OK', full, full, full, 'CKR_OK']);
  },
  'shaky-token': async ({ arm, sign }) => {
    // With this seed all three strike soon.
    arm(42);
    for (let n = 0; n < 3; n++) await sign();
  },
  'short-list': async ({ one, arm }) => {
    for (let n = 0; n < 3; n++) await certificate(one, 'A');
    expect(await found(one, 1, 9)).toEqual([3, 0]);
    arm();
    expect(await found(one, 1, 9)).toEqual([1, 0]);
    // The second question of each search is the one that is answered with nothing.
    expect(await found(one, 1, 1)).toEqual([1, 0]);
  },
  'slow-card': async ({ one, arm, sign, login }) => {
    arm();
    // A login of before is enough for a delay; without it the key of the session would be gone.
    expect(await login()).toBe('CKR_USER_ALREADY_LOGGED_IN');
    expect(await found(one, 3, 9)).toEqual([1, 0]);
    expect(await sign()).toBe('CKR_OK');
  },
  'socket-closed': async ({ one, arm }) => {
    arm();
    await expect(one.sign(digest)).rejects.toThrow('closed');
  },
  'token-not-present-at-open': async ({ arm, open }) => {
    arm();
    const seen = [await open(), await open(), await open()];
    expect(seen).toEqual(['CKR_TOKEN_NOT_PRESENT', 'CKR_TOKEN_NOT_PRESENT', 'CKR_OK']);
  },
  'vendor-error': async ({ arm, sign }) => {
    arm();
    expect([await sign(), await sign()]).toEqual(['0x80000064', 'CKR_OK']);
  },
  'wrong-key-id': async ({ one, arm }) => {
    const certificates = [await certificate(one, 'A'), await certificate(one, 'B')];
    const id = async (object: number) => `${await attributeBytes(one.app, one.session, object, 0x102)}`;
    const [key] = await handles(one, 3);
    const before = [await id(key ?? 0), ...(await Promise.all(certificates.map(id)))];
    arm();
    for (let n = 0; n < 2; n++) {
      const after = [await id(key ?? 0), ...(await Promise.all(certificates.map(id)))];
      expect(after[0]).toBe(before[0]);
      expect(after.slice(1)).not.toContain('A');
      expect(after.slice(1)).not.toContain('B');
    }
  },
  'wrong-signature': async ({ one, arm }) => {
    arm();
    for (let n = 0; n < 2; n++) {
      const { result, signature } = await one.sign(digest);
      expect([result, await one.verifies(digest, signature)]).toEqual(['CKR_OK', false]);
    }
  },
};

/** A certificate object of the session, with that CKA_ID. */
async function certificate({ app, session }: RawSigner, id: string): Promise<number> {
  const template = attributeArray([
    { type: 0x0, value: 1 },
    { type: 0x80, value: 0 },
    { type: 0x101, value: Buffer.from('3000', 'hex') },
    { type: 0x11, value: Buffer.from('3000', 'hex') },
    { type: 0x102, value: Buffer.from(id) },
  ]);
  const made = await app.call(
    'C_CreateObject',
    Buffer.concat([valueWriter().ulong(session).end(), template]),
  );
  expect(made.result).toBe('CKR_OK');
  return made.values.ulong();
}

async function search({ app, session }: RawSigner, objectClass: number): Promise<void> {
  const template = attributeArray([{ type: 0x0, value: objectClass }]);
  const begin = Buffer.concat([valueWriter().ulong(session).end(), template]);
  expect((await app.call('C_FindObjectsInit', begin)).result).toBe('CKR_OK');
}

/** How many two questions find, with room for so many each. */
async function found(one: RawSigner, objectClass: number, room: number): Promise<readonly number[]> {
  await search(one, objectClass);
  const ask = () => one.app.call('C_FindObjects', valueWriter().ulong(one.session).room(room).end());
  const seen = [(await ask()).values.ulongs().length, (await ask()).values.ulongs().length];
  await one.app.call('C_FindObjectsFinal', words(one.session));
  return seen;
}

async function handles(one: RawSigner, objectClass: number): Promise<readonly number[]> {
  await search(one, objectClass);
  const { values } = await one.app.call('C_FindObjects', valueWriter().ulong(one.session).room(9).end());
  await one.app.call('C_FindObjectsFinal', words(one.session));
  return [...values.ulongs()];
}

const catalogue = faultCatalogue();

describe('a fault of the catalogue', () => {
  it.each(Object.entries(strikes))('%s strikes', async (name, strike) => {
    await running.makeToken();
    const app = await running.application();
    const one = await rawSigner(app);
    await strike({
      one,
      arm: (seed) =>
        void running.emulator.faults.apply(name, { token: 'T', ...(seed === undefined ? {} : { seed }) }),
      sign: async (data = digest) => (await one.sign(data)).result,
      login: (pin = pins.pin) => app.login(one.session, userTypes.user, pin),
      open: async () => (await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())).result,
    });
    const told = await faultsTold(running);
    const rules = catalogue.find((entry) => entry.name === name)?.script.rules.map((rule) => rule.name) ?? [];
    expect(rules).not.toEqual([]);
    for (const rule of rules)
      expect(told.filter((line) => line.startsWith(`${name}/${rule} C_`))).not.toEqual([]);
  });

  it('is struck here, every one of them', () => {
    expect(Object.keys(strikes).sort()).toEqual(catalogue.map(({ name }) => name).sort());
  });
});
