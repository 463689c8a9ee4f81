/** Which calls a rule fires at; arming, replaying and clearing. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { rawApplication, userTypes } from '../e2e/raw-application.ts';
import { pins, runningEmulator } from '../e2e/running.ts';
import { valueWriter } from '../wire/values.ts';
import { digest, failing, script } from './test-scripts.ts';
import { freshSigner, randomDraws, rawSigner } from './test-signing.ts';

const running = freshEmulator();

const signer = () => freshSigner(running);

describe('the journal', () => {
  it('says of which token a script is that was armed for one, and of none where it is about several', async () => {
    await running.makeToken('T');
    await running.makeToken('U');
    const { emulator } = running;
    emulator.faults.apply(script(failing({ class: 'random' })), { token: 'T' });
    emulator.faults.apply(script(failing({ class: 'random', token: 'U' })), { token: 'T' });
    emulator.faults.apply(script(failing({ class: 'random' }), failing({ class: 'random', token: 'U' })), {
      token: 'T',
    });
    emulator.faults.apply(script(failing({ class: 'random' })));
    const armed: (string | undefined)[] = [];
    for await (const entry of emulator.journal.entries({ event: 'faults-armed' })) armed.push(entry.label);
    expect(armed).toEqual(['T', 'U', undefined, undefined]);
  });
});

describe('which of the fitting calls', () => {
  it.each([
    [{ call: 3 }, '..X...'],
    [{ every: 2 }, '.X.X.X'],
    [{ from: 2, to: 4 }, '.XXX..'],
    [{ from: 5 }, '....XX'],
    [{ to: 2 }, 'XX....'],
    [{}, 'XXXXXX'],
    [{ probability: 0 }, '......'],
  ] as const)('%j', async (when, seen) => {
    const one = await signer();
    running.emulator.faults.apply(script(failing({ function: 'C_GenerateRandom', ...when })));
    expect(await randomDraws(one, 6)).toBe(seen);
  });

  it('at most so many times', async () => {
    const one = await signer();
    running.emulator.faults.apply(script(failing({ class: 'random', every: 2 }, { times: 2 })));
    expect(await randomDraws(one, 8)).toBe('.X.X....');
    expect(running.emulator.faults.show().armed[0]?.rules[0]).toMatchObject({ fitting: 8, fired: 2 });
  });

  it('counted together, or each connection’s for themselves', async () => {
    const one = await signer();
    const other = await rawSigner(await running.application());
    running.emulator.faults.apply(script(failing({ class: 'random', call: 3 })));
    expect([await randomDraws(one, 2), await randomDraws(other, 2)]).toEqual(['..', 'X.']);
    running.emulator.faults.apply(script(failing({ class: 'random', call: 3, per: 'connection' })));
    expect([await randomDraws(one, 4), await randomDraws(other, 4)]).toEqual(['..X.', '..X.']);
  });

  it('questions for the length are no calls of that kind', async () => {
    const one = await signer();
    running.emulator.faults.apply(script(failing({ class: 'signatures', call: 1 })));
    const init = await one.app.call('C_GetSessionInfo', valueWriter().ulong(one.session).end());
    expect(init.result).toBe('CKR_OK');
    const length = await one.app.call('C_Sign', valueWriter().ulong(one.session).bytes(digest).room(0).end());
    expect(length.result).toBe('CKR_OPERATION_NOT_INITIALIZED');
    expect((await one.sign(digest)).result).toBe('CKR_FUNCTION_FAILED');
  });
});

describe('what a call is about', () => {
  it('its mechanism, also where an operation goes on', async () => {
    const one = await signer();
    running.emulator.faults.apply(
      script(
        failing({ function: 'C_Sign', mechanism: 'CKM_RSA_PKCS' }, { name: 'rsa' }),
        failing({ function: 'C_Sign', mechanism: 0x1041 }, { name: 'ec' }),
      ),
    );
    expect((await one.sign(digest)).result).toBe('CKR_FUNCTION_FAILED');
    const rules = running.emulator.faults.show().armed[0]?.rules.map(({ name, fired }) => `${name} ${fired}`);
    expect(rules).toEqual(['rsa 0', 'ec 1']);
  });

  it('its token by label or serial number, in either form of Vietnamese letters', async () => {
    const label = 'Văn thư';
    await running.makeToken(label);
    await running.makeToken('U');
    const [one, other] = [
      await rawSigner(await running.application(), 1),
      await rawSigner(await running.application(), 2),
    ];
    const { serial } = running.emulator.token(label);
    for (const name of [label, label.normalize('NFD'), serial]) {
      running.emulator.faults.apply(script(failing({ class: 'random' })), { token: name });
      expect([await randomDraws(one, 1), await randomDraws(other, 1)]).toEqual(['X', '.']);
    }
    expect(() => running.emulator.faults.apply(script(failing({ class: 'random', token: 'none' })))).toThrow(
      /none/,
    );
  });

  it('its connection, its session', async () => {
    const one = await signer();
    const other = await rawSigner(await running.application());
    running.emulator.faults.apply(script(failing({ class: 'random', connection: 2 })));
    expect([await randomDraws(one, 1), await randomDraws(other, 1)]).toEqual(['.', 'X']);
    running.emulator.faults.apply(script(failing({ class: 'random', session: 2 })));
    expect(await randomDraws(one, 1)).toBe('.');
    expect(await one.app.open(1)).toBe(2);
    expect(await randomDraws({ ...one }, 1)).toBe('.');
    const second = valueWriter().ulong(2).room(8).end();
    expect((await one.app.call('C_GenerateRandom', second)).result).toBe('CKR_FUNCTION_FAILED');
  });

  it('who is logged in, whose PIN it brings', async () => {
    await running.makeToken();
    const app = await running.application();
    const session = await app.open(1);
    running.emulator.faults.apply(
      script(
        failing({ class: 'random', loggedIn: 'nobody' }),
        failing({ function: 'C_Login', userType: 'so' }),
      ),
    );
    const drawn = async () =>
      (await app.call('C_GenerateRandom', valueWriter().ulong(session).room(8).end())).result;
    expect(await drawn()).toBe('CKR_FUNCTION_FAILED');
    expect(await app.login(session, userTypes.so, pins.soPin)).toBe('CKR_FUNCTION_FAILED');
    expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
    expect(await drawn()).toBe('CKR_OK');
    expect(running.emulator.token('T').so.triesLeft).toBe(running.emulator.token('T').so.triesMax);
  });
});

describe('when', () => {
  it('after a time on the emulator’s clock; earlier calls are not counted', async () => {
    const one = await signer();
    running.emulator.clock.freeze();
    running.emulator.faults.apply(script(failing({ class: 'random', afterMs: 1000, call: 2 })));
    expect(await randomDraws(one, 3)).toBe('...');
    running.emulator.clock.advance(1000);
    expect(await randomDraws(one, 3)).toBe('.X.');
  });

  it('after another rule has fired: at a later call, never the same', async () => {
    const one = await signer();
    running.emulator.clock.freeze();
    running.emulator.faults.apply(
      script(
        { name: 'first', when: { class: 'random', call: 2 }, do: [{ action: 'delay', ms: 0 }] },
        failing({ class: 'random', after: { rule: 'first' }, call: 1 }),
        failing({ class: 'random', after: { rule: 'first', ms: 50 }, call: 1 }),
      ),
    );
    expect(await randomDraws(one, 4)).toBe('..X.');
    running.emulator.clock.advance(50);
    expect(await randomDraws(one, 2)).toBe('X.');
  });
});

describe('the seed', () => {
  const dicey = script(failing({ class: 'random', probability: 0.5 }));

  it('is thrown and told, and replays exactly', async () => {
    const one = await signer();
    const { seed } = running.emulator.faults.apply(dicey);
    const first = await randomDraws(one, 40);
    expect(first).toMatch(/X/);
    expect(first).toContain('.');
    running.emulator.faults.replay();
    expect(await randomDraws(one, 40)).toBe(first);
    running.emulator.faults.clear();
    expect(await randomDraws(one, 3)).toBe('...');
    running.emulator.faults.replay();
    expect(await randomDraws(one, 40)).toBe(first);
    running.emulator.faults.apply(dicey, { seed });
    expect(await randomDraws(one, 40)).toBe(first);
    running.emulator.faults.apply(dicey, { seed: (seed + 1) % 2 ** 32 });
    expect(await randomDraws(one, 40)).not.toBe(first);
  });

  it('gives the same journal in another emulator', async () => {
    const told = async (): Promise<readonly string[]> => {
      const one = await signer();
      running.emulator.faults.apply('shaky-token', { seed: 11 });
      running.emulator.faults.apply({ ...dicey, seed: 12 });
      for (let n = 0; n < 60; n++) {
        await one.sign(digest);
        await one.random(8);
      }
      await running.emulator.flushJournal();
      const lines = readFileSync(running.emulator.journalFile, 'utf8').trim().split('\n');
      return lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .map(({ event, function: name, rule, detail, result }) =>
          JSON.stringify([event, name, rule, detail, result]),
        )
        .filter((line) => !/started|created|connected/.test(line));
    };
    const first = await told();
    expect(first.filter((line) => line.includes('"fault"')).length).toBeGreaterThan(20);
    expect(first.filter((line) => line.includes('seed 11'))).toHaveLength(1);
    await running.emulator.deleteToken('T');
    const second = await runningEmulator();
    try {
      await second.emulator.createToken({ label: 'T', profile: 'strict', ...pins });
      const app = await rawApplication(second.socket);
      await app.initialize();
      const one = await rawSigner(app);
      second.emulator.faults.apply('shaky-token', { seed: 11 });
      second.emulator.faults.apply({ ...dicey, seed: 12 });
      for (let n = 0; n < 60; n++) {
        await one.sign(digest);
        await one.random(8);
      }
      await second.emulator.flushJournal();
      const lines = readFileSync(second.emulator.journalFile, 'utf8').trim().split('\n');
      const again = lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .map(({ event, function: name, rule, detail, result }) =>
          JSON.stringify([event, name, rule, detail, result]),
        )
        .filter((line) => !/started|created|connected/.test(line));
      expect(again).toEqual(first);
      app.close();
    } finally {
      await second.end();
    }
  });
});

describe('several scripts', () => {
  it('work together; the first that answers a call wins, and each counts for itself', async () => {
    const one = await signer();
    running.emulator.faults.apply({ ...script(failing({ class: 'random', call: 2 })), name: 'a' });
    running.emulator.faults.apply({
      name: 'b',
      rules: [
        { when: { class: 'random', from: 2, to: 3 }, do: [{ action: 'return', code: 'CKR_DEVICE_MEMORY' }] },
      ],
    });
    const results = [];
    for (let n = 0; n < 4; n++) results.push((await one.random(8)).result);
    expect(results).toEqual(['CKR_OK', 'CKR_FUNCTION_FAILED', 'CKR_DEVICE_MEMORY', 'CKR_OK']);
    expect(running.emulator.faults.clear('a').armed.map(({ name }) => name)).toEqual(['b']);
    expect(() => running.emulator.faults.clear('a')).toThrow(/no fault script a/);
  });

  it('are at most 32', async () => {
    await running.makeToken();
    const { faults } = running.emulator;
    for (let n = 0; n < 32; n++)
      faults.apply({ ...script(failing({ class: 'any', probability: 0 })), name: `n${n}` });
    expect(() => faults.apply('slow-card')).toThrow(/32 fault scripts/);
    faults.apply({ ...script(failing({ class: 'any', probability: 0 })), name: 'n3' });
    expect(faults.show().armed).toHaveLength(32);
  });
});
