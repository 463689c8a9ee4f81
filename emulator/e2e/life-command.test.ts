/** The life of a token by command and over HTTP, as QA's scripts drive it. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { congvuCommand, type Outcome } from './congvu-command.ts';
import { controlRequest } from './control-request.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

let running: RunningEmulator;
beforeEach(async () => {
  running = await runningEmulator();
  await running.emulator.createToken({ label: 'T', profile: 'strict', ...pins });
});
afterEach(() => running.end());

const congvu = (...args: readonly string[]): Promise<Outcome> =>
  congvuCommand({ dir: running.emulator.dir }, ['token', ...args]);

describe('congvu token', () => {
  it('damages, repairs, compromises, recalls, wipes and deletes', async () => {
    const damaged = await congvu('damage', 'T', '--damage', 'sign-failed');
    expect(damaged.out).toMatch(/State +damaged.*\nDamage +sign-failed: .*CKR_FUNCTION_FAILED/);
    const steps = await Promise.all([
      congvu('damage', 'T', '--damage', 'burnt'),
      congvu('insert', 'T', '--slot', 'x'),
    ]);
    expect(steps.map(({ exit, err }) => [exit, err.includes('USAGE')])).toEqual([
      [2, true],
      [2, true],
    ]);
    expect((await congvu('repair', 'T', '--json')).out).toContain('"state": "active"');
    const copied = await congvu('compromise', 'T', '--copy-as', 'Kẻ gian');
    expect(copied.out).toMatch(/State +compromised[\s\S]*Next +have its certificate revoked/);
    expect((await congvu('show', 'Kẻ gian')).out).toMatch(/Copy of +[0-9A-F]{16}: /);
    expect((await congvu('recall', 'T')).out).toContain('congvu token wipe T');
    expect(await congvu('insert', 'T')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('TOKEN_RECALLED'),
    });
    expect((await congvu('wipe', 'T')).exit).toBe(0);
    expect((await congvu('insert', 'T', '--json')).out).toContain('"state": "blank"');
    expect((await congvu('delete', 'T')).exit).toBe(0);
    expect(running.emulator.tokens().map(({ label }) => label)).toEqual(['Kẻ gian']);
  });

  it('keeps, lists and restores snapshots, and carries them in files', async () => {
    const file = join(running.folder, 'T.snapshot');
    const taken = await congvu('snapshot', 'T', '--name', 'trước khi thử', '--out', file);
    expect(taken).toMatchObject({ exit: 0, out: expect.stringContaining('trước khi thử') });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toMatch(/"123456"|87654321/);
    running.emulator.lose('T');
    expect((await congvu('restore', 'T')).out).toMatch(/State +active/);
    expect((await congvu('snapshots')).out).toMatch(/^T {2}trước khi thử {2}\S+ {2}active, 3\/3 tries\n$/);
    const kept = join(running.emulator.dir, 'snapshots', running.emulator.token('T').serial);
    const broken = join(kept, 'hỏng.snapshot');
    writeFileSync(broken, 'x');
    expect(await congvu('restore', 'T')).toMatchObject({ exit: 0, err: expect.stringContaining(broken) });
    rmSync(broken);
    await running.emulator.deleteToken('T');
    expect(JSON.parse((await congvu('restore', file, '--as', 'U', '--json')).out)).toMatchObject({
      label: 'U',
      state: 'active',
    });
    writeFileSync(file, `${readFileSync(file, 'utf8')} `);
    for (const [args, code] of [
      [['restore', file], 'TOKEN_SNAPSHOT_DAMAGED'],
      [['restore', join(running.folder, 'none')], 'TOKEN_SNAPSHOT_FILE'],
      [['restore', 'none'], 'TOKEN_UNKNOWN'],
      [['restore', 'U', '--name', 'none'], 'TOKEN_SNAPSHOT_UNKNOWN'],
      [['snapshot', 'U', '--name', '../up'], 'TOKEN_SNAPSHOT_NAME'],
      [['restore', 'none.snap'], 'TOKEN_SNAPSHOT_FILE'],
      [['snapshot', 'U', '--out', join(running.folder, 'no', 'such')], 'TOKEN_SNAPSHOT_FILE'],
      [['snapshot', 'U', '--out', file], 'TOKEN_SNAPSHOT_FILE_EXISTS'],
      [['snapshot', 'U', '--out', running.folder, '--force'], 'TOKEN_SNAPSHOT_FILE'],
      [['snapshot', 'none', '--out', join(running.folder, 'unmade')], 'TOKEN_UNKNOWN'],
    ] as const) {
      const { exit, err } = await congvu(...args);
      expect([code, exit, err]).toEqual([code, 2, expect.stringContaining(code)]);
    }
    expect(existsSync(join(running.folder, 'unmade'))).toBe(false);
    // None of those that failed left a snapshot behind.
    expect(running.emulator.snapshots.list('U')).toHaveLength(1);
    expect((await congvu('snapshot', 'U', '--out', file, '--force')).exit).toBe(0);
    expect(await congvu('restore', file, '--as', 'V')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('TOKEN_SNAPSHOT_RENAMES'),
    });
    expect((await congvu('restore', file)).out).toMatch(/^Token +U$/m);
    const { serial } = running.emulator.token('U');
    writeFileSync(join(running.emulator.dir, 'snapshots', serial, 'snapshot-1.snapshot'), 'x');
    const listed = await congvu('snapshots');
    expect(listed.exit).toBe(0);
    expect(listed.out).toMatch(new RegExp(`^T {2}trước.*\\n${serial} {2}snapshot-1 {2}DAMAGED: .*\\n$`));
  });
});

describe('the control socket', () => {
  async function asked(method: string, path: string, body?: object): Promise<[number, unknown]> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const { status, text } = await controlRequest(running.emulator.dir, { method, path, body: sent });
    return [status, JSON.parse(text)];
  }

  it('carries every move, and no path out of the folder', async () => {
    const state = (word: string) => [200, expect.objectContaining({ state: word })];
    const refused = (code: string) => [400, expect.objectContaining({ code, exit: 2 })];
    expect(await asked('POST', '/tokens/T/damage', { damage: 'unreadable' })).toEqual(state('damaged'));
    expect(await asked('POST', '/tokens/T/damage', { damage: 'x' })).toEqual(
      refused('TOKEN_REQUEST_INVALID'),
    );
    expect(await asked('POST', '/tokens/T/repair')).toEqual(state('active'));
    expect(await asked('POST', '/tokens/T/snapshots', { name: 'a' })).toEqual([
      200,
      expect.objectContaining({ name: 'a' }),
    ]);
    const out = await asked('POST', '/tokens/T/snapshots', { name: '../../a' });
    expect(out).toEqual(refused('TOKEN_SNAPSHOT_NAME'));
    const up = await asked('GET', `/tokens/T/snapshot-file?name=${encodeURIComponent('../T/state')}`);
    expect(up).toEqual(refused('TOKEN_SNAPSHOT_NAME'));
    expect(await asked('GET', '/tokens/T/snapshot-file?name=a')).toEqual([
      200,
      { name: 'a', text: expect.stringContaining('"snapshot":1') },
    ]);
    expect(await asked('POST', '/tokens/T/compromise', { copyAs: 'C' })).toEqual(state('compromised'));
    expect(await asked('POST', '/tokens/T/recall')).toEqual(state('recalled'));
    expect(await asked('POST', '/tokens/T/insert', { slot: 1 })).toEqual(refused('TOKEN_RECALLED'));
    expect(await asked('POST', '/tokens/T/wipe')).toEqual(state('recalled'));
    expect(await asked('POST', '/tokens/T/restore', {})).toEqual(state('active'));
    expect(await asked('POST', '/snapshots/adopt', { text: 'x' })).toEqual(refused('TOKEN_SNAPSHOT_DAMAGED'));
    expect(await asked('DELETE', '/tokens/T')).toEqual([200, { deleted: true }]);
    expect(await asked('GET', '/snapshots')).toEqual([200, [expect.objectContaining({ name: 'a' })]]);
    expect(await asked('POST', '/snapshots/restore', { name: 'a' })).toEqual([
      200,
      [expect.objectContaining({ state: 'active', slot: 1 })],
    ]);
    expect(await asked('POST', '/snapshots/restore', { name: 'b' })).toEqual(
      refused('EMULATOR_SNAPSHOT_UNKNOWN'),
    );
  });
});
