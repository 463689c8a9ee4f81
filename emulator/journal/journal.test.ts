/** The journal: what is told, what never is, rotation, queries, following, and what a killed writer leaves. */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { present, program } from '../e2e/programs.ts';
import { type RawApplication, rawApplication, userTypes } from '../e2e/raw-application.ts';
import { pins } from '../e2e/running.ts';
import { type Emulator, startEmulator } from '../index.ts';
import { valueWriter } from '../wire/values.ts';
import type { JournalEntry } from './entry.ts';
import schema from './journal-entry.schema.json' with { type: 'json' };
import type { JournalSettings } from './journal-file.ts';
import type { JournalQuery } from './query.ts';

let folder: string;
let emulator: Emulator;
const applications: RawApplication[] = [];

async function start(journal: JournalSettings = {}): Promise<void> {
  emulator = await startEmulator({ dir: join(folder, 'e'), journal });
}
async function application(): Promise<RawApplication> {
  const one = await rawApplication(join(emulator.dir, 'p11.sock'));
  applications.push(one);
  await one.initialize();
  return one;
}
async function entries(query: JournalQuery = {}): Promise<readonly JournalEntry[]> {
  return Array.fromAsync(emulator.journal.entries(query));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  await start();
});
afterEach(async () => {
  for (const one of applications.splice(0)) one.close();
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls that cost nothing, for filling files. */
async function noise(app: RawApplication, count: number): Promise<void> {
  const values = valueWriter().ulong(99).end();
  for (let done = 0; done < count; done++) await app.call('C_GetSlotInfo', values);
}

describe('the journal', () => {
  it('tells user, tries left and the length of a PIN, whether it was sent again, and never the PIN', async () => {
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    const app = await application();
    const session = await app.open(1);
    for (const pin of ['271828', '314159', '271828']) await app.login(session, userTypes.user, pin);
    expect(await entries({ function: 'C_Login' })).toMatchObject([
      {
        user: 'user',
        pinLength: 6,
        result: 'CKR_PIN_INCORRECT',
        triesLeft: { user: 2, so: 3 },
        label: 'T',
        session,
      },
      { result: 'CKR_PIN_INCORRECT', triesLeft: { user: 1 } },
      { result: 'CKR_PIN_INCORRECT', triesLeft: { user: 0 }, repeatsRefusedPin: true },
    ]);
    expect((await entries({ function: 'C_Login' }))[1]).not.toHaveProperty('repeatsRefusedPin');
    for (const name of readdirSync(emulator.dir, { recursive: true, encoding: 'utf8' })) {
      if (!statSync(join(emulator.dir, name)).isFile()) continue;
      const content = readFileSync(join(emulator.dir, name), 'latin1');
      for (const pin of ['271828', '314159', pins.pin, pins.soPin]) expect(content).not.toContain(pin);
    }
  });

  it('knows process and program of an application', async () => {
    await application();
    expect(await entries({ function: 'C_Initialize' })).toMatchObject([{ connection: 1, pid: process.pid }]);
    const script = `require('net').connect(process.argv[1]); setInterval(() => {}, 1000)`;
    const other = spawn(process.execPath, ['-e', script, join(emulator.dir, 'p11.sock')], {
      stdio: 'ignore',
    });
    try {
      await expect
        .poll(() => entries({ event: 'connected', connection: 2 }), { timeout: 20_000 })
        .toMatchObject([{ pid: other.pid, program: 'node' }]);
    } finally {
      other.kill();
    }
  });

  it.skipIf(!present('pkcs11-tool'))(
    'knows key, digest and program of a real signature, and fits its schema',
    async () => {
      await emulator.createToken({ label: 'Văn thư', profile: 'strict', ...pins });
      const tool = program(
        'pkcs11-tool',
        emulator.environment,
        '--module',
        emulator.module,
        '--login',
        '--pin',
        pins.pin,
      );
      await tool('--keypairgen', '--key-type', 'rsa:2048', '--id', '01', '--label', 'Khoá ký');
      await tool('--keypairgen', '--key-type', 'EC:prime256v1', '--id', '02');
      const data = join(folder, 'data');
      writeFileSync(data, 'hello');
      const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
      writeFileSync(join(folder, 'info'), Buffer.concat([digestInfo, Buffer.alloc(32)]));
      const out = join(folder, 'out');
      await tool('--sign', '-m', 'SHA256-RSA-PKCS', '--id', '01', '-i', data, '-o', out);
      await tool('--sign', '-m', 'RSA-PKCS', '--id', '01', '-i', join(folder, 'info'), '-o', out);
      await tool('--sign', '-m', 'ECDSA', '--id', '02', '-i', data, '-o', out);
      const key = {
        key: 'Khoá ký',
        objectClass: 'CKO_PRIVATE_KEY',
        digest: 'SHA-256',
      };
      expect(await entries({ function: 'C_Sign' })).toMatchObject([
        { ...key, mechanism: 'CKM_SHA256_RSA_PKCS', inputLength: 5 },
        { ...key, mechanism: 'CKM_RSA_PKCS', inputLength: 51 },
        { mechanism: 'CKM_ECDSA', key: 'id:02' },
      ]);
      expect((await entries({ function: 'C_Sign' })).at(-1)).not.toHaveProperty('digest');
      const all = await entries();
      const valid = new Ajv({ allErrors: true }).compile(schema);
      expect(all.filter((entry) => !valid(entry)).slice(0, 1)).toEqual([]);
      expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
      expect(valid({ number: 1, time: all[0]?.time, event: 'x', pin: '123456' })).toBe(false);
    },
  );

  it('is asked over HTTP as it is from TypeScript', async () => {
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    const app = await application();
    await app.open(1);
    await noise(app, 5);
    const { journal } = controlClient(emulator.dir);
    const queries: readonly JournalQuery[] = [
      { function: ['C_OpenSession', 'C_Initialize'] },
      { token: 'T' },
      { failed: true, limit: 2 },
      { result: 'CKR_SLOT_ID_INVALID' },
      { kind: 'event' },
      { since: new Date(Date.now() + 60_000) },
      { after: 3, before: 6 },
      { connection: 1, pid: process.pid },
    ];
    for (const query of queries) expect(await journal.entries(query)).toEqual(await entries(query));
    expect(await entries({ failed: true, limit: 2 })).toHaveLength(2);
    expect(await entries({ after: 3, before: 6 })).toMatchObject([{ number: 4 }, { number: 5 }]);
    expect(await entries({ since: new Date(Date.now() + 60_000) })).toEqual([]);
  });
});

describe('rotation', () => {
  it('keeps so many files of that size, and queries go across them', async () => {
    await emulator.stop();
    await start({ maxBytes: 4096, keep: 2 });
    const app = await application();
    for (let round = 0; round < 12; round++) {
      await noise(app, 10);
      await emulator.flushJournal();
    }
    const files = readdirSync(emulator.dir).filter((name) => name.startsWith('journal'));
    expect(files).toHaveLength(3);
    for (const name of files) {
      expect(statSync(join(emulator.dir, name)).mode & 0o777).toBe(0o600);
      expect(statSync(join(emulator.dir, name)).size).toBeLessThan(8192);
    }
    const kept = await entries();
    const first = kept[0]?.number ?? 0;
    expect(first).toBeGreaterThan(1);
    expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => first + index));
    expect(files).toContain(`journal-${String(first).padStart(12, '0')}.ndjson`);
    const last = kept.at(-1)?.number ?? 0;
    expect((await entries({ limit: 45 })).map(({ number }) => number)).toEqual(
      Array.from({ length: 45 }, (_, index) => last - 44 + index),
    );
    expect((await entries({ after: last - 30 }))[0]?.number).toBe(last - 29);
  });

  it('loses nothing over restarts: each file has the name of its first entry', async () => {
    for (let restart = 0; restart < 3; restart++) {
      await emulator.stop();
      await start({ maxBytes: 4096, keep: 50 });
      const app = await application();
      for (let round = 0; round < 4; round++) {
        await noise(app, 10);
        await emulator.flushJournal();
      }
    }
    const kept = await entries();
    expect(kept.length).toBeGreaterThan(120);
    expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => 1 + index));
    const full = readdirSync(emulator.dir).filter((name) => /^journal-\d+/.test(name));
    expect(full.length).toBeGreaterThan(3);
    for (const name of full) {
      const [line = ''] = readFileSync(join(emulator.dir, name), 'utf8').split('\n');
      expect(name).toBe(
        `journal-${String((JSON.parse(line) as JournalEntry).number).padStart(12, '0')}.ndjson`,
      );
    }
  });

  it('renames over no file, whatever its name says', async () => {
    await emulator.stop();
    const path = join(emulator.dir, 'journal.ndjson');
    writeFileSync(join(emulator.dir, 'journal-000000000001.ndjson'), readFileSync(path));
    const before = readFileSync(path);
    await start({ maxBytes: 4096, keep: 50 });
    await noise(await application(), 60);
    await emulator.flushJournal();
    expect(readFileSync(join(emulator.dir, 'journal-000000000001.ndjson'))).toEqual(before);
    expect(readdirSync(emulator.dir)).toContain('journal-000000000002.ndjson');
  });

  it('is crossed by followers, who miss nothing and see nothing twice', async () => {
    await emulator.stop();
    await start({ maxBytes: 4096, keep: 2 });
    const app = await application();
    await noise(app, 3);
    const enough = new AbortController();
    const here: JournalEntry[] = [];
    const there: JournalEntry[] = [];
    const query = { function: 'C_GetSlotInfo', limit: 2 };
    const until = async (from: AsyncIterable<JournalEntry>, into: JournalEntry[]): Promise<void> => {
      for await (const entry of from) if (into.push(entry) === 202) enough.abort();
    };
    const followed = [
      until(emulator.journal.follow(query, { signal: enough.signal }), here),
      until(controlClient(emulator.dir).journal.follow(query), there),
    ];
    await expect.poll(() => [here.length, there.length], { timeout: 20_000 }).toEqual([2, 2]);
    await noise(app, 200);
    await expect.poll(() => [here.length, there.length], { timeout: 20_000 }).toEqual([202, 202]);
    expect(there).toEqual(here);
    expect(new Set(here.map(({ number }) => number)).size).toBe(202);
    await emulator.stop();
    await Promise.all(followed);
  });
});

describe('the end of the file', () => {
  const file = (): string => join(folder, 'e', 'journal.ndjson');

  it('torn by a killed writer is cut, told, and counted', async () => {
    await emulator.stop();
    const before = readFileSync(file(), 'utf8');
    appendFileSync(file(), '{"number":3,"time":"2026-');
    await start();
    expect(readFileSync(file(), 'utf8').startsWith(before)).toBe(true);
    const all = await entries();
    expect(all.at(-2)).toMatchObject({
      event: 'journal-repaired',
      detail: expect.stringContaining('25 bytes'),
    });
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
    expect((await controlClient(emulator.dir).status()).journalRepaired).toContain('torn');
  });

  it('that lacks only its newline is kept', async () => {
    await emulator.stop();
    writeFileSync(file(), readFileSync(file(), 'utf8').trimEnd());
    await start();
    expect((await entries()).map((entry) => 'event' in entry && entry.event)).toEqual([
      'started',
      'journal-repaired',
      'started',
    ]);
  });

  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['put aside', (path: string) => renameSync(path, `${path}.1`)],
  ])('is begun anew when the file was %s while it was open, and that is told', async (_, takeAway) => {
    const app = await application();
    await emulator.flushJournal();
    const [last] = await entries({ limit: 1 });
    takeAway(file());
    expect(await entries()).toMatchObject([
      { event: 'journal-begun-anew', detail: 'its file was gone', number: (last?.number ?? 0) + 1 },
    ]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    await noise(app, 3);
    expect(await entries({ function: 'C_GetSlotInfo' })).toHaveLength(3);
    rmSync(file());
    await noise(app, 3);
    await expect.poll(() => existsSync(file()), { timeout: 20_000 }).toBe(true);
    expect(await entries({ event: 'journal-begun-anew' })).toHaveLength(1);
    rmSync(file());
    await emulator.stop();
    expect(readFileSync(file(), 'utf8')).toContain('journal-begun-anew');
    await start();
  });

  it('is not looked for behind a link, which would lead out of the folder', async () => {
    await emulator.stop();
    rmSync(file());
    writeFileSync(join(folder, 'elsewhere'), 'x');
    symlinkSync(join(folder, 'elsewhere'), file());
    await expect(start()).rejects.toMatchObject({ code: 'EMULATOR_LINK' });
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('x');
    rmSync(file());
    await start();
  });
});
