/** Questions to the journal that nothing can answer: said with a code, over every way in; an empty list is not the answer. */
import { describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { controlRequest } from '../e2e/control-request.ts';
import { freshEmulator } from '../e2e/fresh-emulator.ts';
import { eventNames } from '../policy/journal/event-names.ts';
import { checkAsked } from './asked.ts';
import type { JournalEntry } from './entry.ts';
import type { JournalQuery } from './query.ts';

const running = freshEmulator();

const asked = (query: JournalQuery): Promise<readonly JournalEntry[]> =>
  Array.fromAsync(running.emulator.journal.entries(query));

const overHttp = (path: string) => controlRequest(running.emulator.dir, { path });

const unknownToken = { code: 'TOKEN_UNKNOWN', exit: 2 };
const unknownName = { code: 'EMULATOR_JOURNAL_NAME', exit: 2 };

describe('a question about a token', () => {
  it('that never was is refused, from TypeScript, by the client, and over HTTP; also when it is to go on', async () => {
    await running.makeToken();
    const { journal } = running.emulator;
    const client = controlClient(running.emulator.dir).journal;
    await expect(asked({ token: 'nosuch' })).rejects.toMatchObject(unknownToken);
    await expect(client.entries({ token: 'nosuch' })).rejects.toMatchObject(unknownToken);
    await expect(Array.fromAsync(journal.follow({ token: 'nosuch' }))).rejects.toMatchObject(unknownToken);
    await expect(Array.fromAsync(client.follow({ token: 'nosuch' }))).rejects.toMatchObject(unknownToken);
    for (const path of ['/journal?token=nosuch', '/journal/follow?token=nosuch']) {
      const { status, text } = await overHttp(path);
      expect([status, JSON.parse(text)]).toEqual([404, expect.objectContaining(unknownToken)]);
    }
  });

  it('that is here, or was and is deleted, is answered, by label and by serial number', async () => {
    const { serial } = await running.makeToken('Cũ');
    for (const token of ['Cũ', serial]) expect(await asked({ token, failed: true })).toEqual([]);
    await running.emulator.deleteToken('Cũ');
    for (const token of ['Cũ', serial, 'Cũ'.normalize('NFD')]) {
      expect(await asked({ token, event: 'created' })).toHaveLength(1);
      expect(await asked({ token, failed: true })).toEqual([]);
    }
  });
});

describe('a question with a time', () => {
  it.each(['yesterday', '2026-02-30', ''])('that is none is refused: %j', async (since) => {
    const refusal = { code: 'EMULATOR_JOURNAL_TIME', message: expect.stringContaining(`since: ${since}`) };
    await expect(asked({ since })).rejects.toMatchObject(refusal);
    await expect(asked({ until: since })).rejects.toMatchObject({ code: 'EMULATOR_JOURNAL_TIME' });
    await expect(Array.fromAsync(running.emulator.journal.follow({ since }))).rejects.toMatchObject(refusal);
  });

  it('without a zone, or of a whole day, is one where the command is given', async () => {
    running.emulator.clock.freeze('2026-03-01T01:00:00Z');
    await running.makeToken();
    running.emulator.clock.run();
    const zone = process.env.TZ;
    process.env.TZ = 'Asia/Ho_Chi_Minh';
    try {
      for (const [since, until, count] of [
        ['2026-03-01', '2026-03-02', 1],
        ['2026-03-01T08:00', '2026-03-01T08:01', 1],
        ['2026-03-01T07:00', '2026-03-01T08:00', 0],
        ['2026-02-28T18:00:00-07:00', '2026-03-01T01:00:01Z', 1],
      ] as const)
        expect([since, await asked({ since, until, event: 'created' })]).toEqual([
          since,
          Array(count).fill(expect.anything()),
        ]);
      expect(await asked({ until: '2026-03-01', event: 'created' })).toEqual([]);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});

describe('a question about a function', () => {
  it('is about its calls; about the faults that struck it when it asks for events', async () => {
    await running.makeToken();
    const wrong = { action: 'return', code: 'CKR_FUNCTION_FAILED' } as const;
    const rules = [{ when: { function: 'C_OpenSession' }, do: [wrong] }];
    running.emulator.faults.apply({ name: 'f', rules });
    const app = await running.application();
    await expect(app.open(1)).rejects.toThrow();
    const of = { function: 'C_OpenSession' };
    expect(await asked(of)).toMatchObject([{ ...of, result: 'CKR_FUNCTION_FAILED' }]);
    const struck = [{ event: 'fault', ...of, rule: 'f/rule-1' }];
    expect(await asked({ ...of, event: 'fault' })).toMatchObject(struck);
    expect(await asked({ ...of, kind: 'event' })).toMatchObject(struck);
    expect(await asked({ event: 'fault' })).toMatchObject(struck);
    const told = running.emulator.journal.follow({ ...of, limit: 9 });
    for await (const entry of told) {
      expect(entry).toMatchObject({ result: 'CKR_FUNCTION_FAILED' });
      break;
    }
  });
});

describe('a question with a name', () => {
  it.each([
    [
      { function: 'C_Logins' },
      'function C_Logins: there is no such function in PKCS#11 (Did you mean C_Login?)',
    ],
    [{ function: ['C_Login', 'c_sign'] }, '(Did you mean C_Sign?)'],
    [{ result: 'CKR_WRONG' }, 'result CKR_WRONG: there is no such result in PKCS#11'],
    [{ event: 'delete' }, '(Did you mean deleted?)'],
    [{ mechanism: 'CKM_NONE' }, 'mechanism CKM_NONE: there is no such mechanism by name'],
    [
      { event: `de\u202e\nlete${'d'.repeat(100)}` },
      `event de  lete${'d'.repeat(52)}…: there is no such event`,
    ],
  ] as const)('that no entry can have is refused: %j', async (query, message) => {
    const refusal = { ...unknownName, message: expect.stringContaining(message) };
    await expect(asked(query)).rejects.toMatchObject(refusal);
    const client = controlClient(running.emulator.dir).journal;
    await expect(client.entries(query)).rejects.toMatchObject(refusal);
    await expect(Array.fromAsync(client.follow(query))).rejects.toMatchObject(refusal);
  });

  it('that an entry can have is answered, also where the journal has only numbers', async () => {
    await running.makeToken();
    const app = await running.application();
    await app.frame(0x77, Buffer.from('00000077000000000000000400000063', 'hex'));
    expect(await asked({ function: 'call 99', result: 'CKR_FUNCTION_NOT_SUPPORTED' })).toHaveLength(1);
    expect(await asked({ result: '0x80000001', mechanism: '0x80000001', event: 'created' })).toEqual([]);
    expect(() => checkAsked({ event: eventNames })).not.toThrow();
  });
});
