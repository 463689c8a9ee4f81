/** Profiles by command and in foreign programs: own files by path, PIN pads, PUKs, limits that pkcs11-tool and p11tool show. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileIds, startEmulator } from '../index.ts';
import { profileNamed } from '../profiles/index.ts';
import type { TokenProfile } from '../token/profile.ts';
import { congvuCommand, type Outcome } from './congvu-command.ts';
import { present, program } from './programs.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

let running: RunningEmulator;
beforeEach(async () => {
  running = await runningEmulator();
});
afterEach(() => running.end());

/** The command, run in that folder against the present emulator. */
const congvu = (cwd: string, ...args: string[]): Promise<Outcome> =>
  congvuCommand({ dir: running.emulator.dir, cwd }, args);

const pkcs11Tool = () =>
  program('pkcs11-tool', running.emulator.environment, '--module', running.emulator.module);

const given = ['--pin', pins.pin, '--so-pin', pins.soPin];

const own = { ...profileNamed('strict'), id: 'own' };

describe('an own profile', () => {
  it('is read where the caller stands, and kept with the token', async () => {
    const mine = join(running.folder, 'mine');
    mkdirSync(mine);
    const profile = {
      ...profileNamed('strict'),
      id: 'mine',
      tries: { user: 2, so: 5 },
      unlock: 'vendor-tool',
    };
    writeFileSync(join(mine, 'own.json'), JSON.stringify(profile));
    const made = await congvu(mine, 'token', 'create', 'T', '--profile', './own.json', ...given, '--json');
    expect(JSON.parse(made.out)).toMatchObject({
      profile: 'mine',
      user: { triesMax: 2 },
      so: { triesMax: 5 },
    });
    rmSync(join(mine, 'own.json'));
    const { dir } = running.emulator;
    await running.emulator.stop();
    const again = await startEmulator({ dir });
    expect(again.token('T')).toMatchObject({ profile: 'mine', user: { triesMax: 2 } });
    await again.stop();
  });

  it.each([
    ['missing.json', undefined, 'TOKEN_PROFILE_UNREADABLE', 'missing.json (ENOENT)'],
    ['text.json', 'no JSON', 'TOKEN_PROFILE_INVALID', 'text.json is not a token profile: / is no JSON'],
    [
      'empty.json',
      '{}',
      'TOKEN_PROFILE_INVALID',
      "empty.json is not a token profile: / must have required property 'id'",
    ],
    [
      'wrong.json',
      JSON.stringify({ ...profileNamed('strict'), tries: { user: 0, so: 3 } }),
      'TOKEN_PROFILE_INVALID',
      'wrong.json is not a token profile: /tries/user must be >= 1',
    ],
    [
      'namesake.json',
      JSON.stringify({ ...profileNamed('strict'), tries: { user: 5, so: 5 } }),
      'TOKEN_PROFILE_INVALID',
      'namesake.json is not a token profile: /id strict is a profile that comes with congvu',
    ],
    [
      'twice.json',
      JSON.stringify({ ...own, tries: { user: 2, so: 5 } }, null, '\t').replace(
        '"so": 5',
        '"user": 3, "so": 5',
      ),
      'TOKEN_PROFILE_INVALID',
      'twice.json is not a token profile: /tries/user stands there twice',
    ],
    [
      'low.json',
      JSON.stringify({
        ...own,
        tries: { user: 3, so: 8 },
        flags: { countLowAfter: 4, ladder: 'cumulative' },
      }),
      'TOKEN_PROFILE_INVALID',
      'low.json is not a token profile: /flags/countLowAfter is more than the 3 tries of the user',
    ],
  ])('%s is refused with file and place', async (name, content, code, text) => {
    if (content !== undefined) writeFileSync(join(running.folder, name), content);
    const refused = await congvu(running.folder, 'token', 'create', 'T', '--profile', `./${name}`, ...given);
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toContain(code);
    expect(refused.err).toContain(text);
    expect(running.emulator.tokens()).toEqual([]);
  });

  it('cannot be named by its path over the control socket', async () => {
    writeFileSync(join(running.folder, 'own.json'), JSON.stringify(profileNamed('strict')));
    const body = JSON.stringify({ label: 'T', profile: join(running.folder, 'own.json') });
    const asked = program('curl', {}, '-s', '--unix-socket', join(running.emulator.dir, 'control.sock'));
    const { output } = await asked('-H', 'content-type: application/json', '-d', body, 'http://e/tokens');
    expect(JSON.parse(output)).toMatchObject({ code: 'TOKEN_PROFILE_UNKNOWN' });
  });
});

describe('congvu token profiles', () => {
  it('lists them with source and confidence, and one in full with the source of each number', async () => {
    const all = JSON.parse((await congvu(tmpdir(), 'token', 'profiles', '--json')).out) as TokenProfile[];
    expect(all.map(({ id }) => id)).toEqual(profileIds);
    for (const { source, confidence, facts } of all) {
      expect([source.length > 10, confidence.length > 2, facts.length > 3]).toEqual([true, true, true]);
    }
    const table = (await congvu(tmpdir(), 'token', 'profiles')).out;
    expect(table).toMatch(/^bit4id-like +3 +so-initpin +medium /m);
    const one = (await congvu(tmpdir(), 'token', 'profiles', 'tpm-like')).out;
    expect(one).toMatch(/^ +counter +"shared"$/m);
    expect(one).toMatch(/^ +\/counter +high: swtpm/m);
    expect(await congvu(tmpdir(), 'token', 'profiles', 'nobody')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('TOKEN_PROFILE_UNKNOWN'),
    });
  });
});

describe.skipIf(!present('pkcs11-tool'))('pkcs11-tool', () => {
  it('logs in over a PIN pad that the command answers', async () => {
    await running.emulator.createToken({ label: 'P', profile: 'pin-pad', ...pins });
    const tool = pkcs11Tool()('--login', '--list-objects');
    const entered = await congvu(
      running.folder,
      ...['token', 'pin-pad', 'enter', 'P', '--pin', pins.pin, '--wait', '30', '--json'],
    );
    expect(JSON.parse(entered.out)).toMatchObject({ asks: 'login-user', needs: ['pin'] });
    expect(await tool).toMatchObject({ exit: 0 });
    const cancelled = pkcs11Tool()('--login', '--list-objects');
    await congvu(running.folder, 'token', 'pin-pad', 'cancel', 'P', '--wait', '30');
    expect((await cancelled).output).toContain('CKR_FUNCTION_CANCELED');
    expect((await congvu(running.folder, 'token', 'pin-pad', 'list', '--json')).out).toBe('[]\n');
    expect(await congvu(running.folder, 'token', 'pin-pad', 'enter', 'P', '--pin', '1')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('TOKEN_PIN_PAD_IDLE'),
    });
  });

  it('opens a locked SIM with its PUK as the old PIN, and sees its limits', async () => {
    const create = ['token', 'create', 'S', '--profile', 'sim-like', '--kind', 'sim'];
    expect((await congvu(tmpdir(), ...create, ...given, '--puk', '11223344')).exit).toBe(0);
    const tool = pkcs11Tool();
    for (let n = 0; n < 3; n++) await tool('--login', '--pin', '0000', '--list-objects');
    expect((await tool('--login', '--pin', pins.pin, '--list-objects')).output).toContain('CKR_PIN_LOCKED');
    expect((await tool('--list-slots')).output).toContain('user PIN locked');
    expect((await tool('--unlock-pin', '--puk', '11223344', '--new-pin', '2468')).exit).toBe(0);
    const key = ['--keypairgen', '--id', '01', '--key-type'];
    const login = ['--login', '--pin', '2468'];
    expect((await tool(...login, ...key, 'rsa:1024')).output).toContain('CKR_KEY_SIZE_RANGE');
    expect((await tool(...login, ...key, 'EC:secp384r1')).output).toMatch(/CKR_CURVE_NOT_SUPPORTED|0x140/);
    const made = await tool(...login, ...key, 'EC:prime256v1');
    expect(made).toMatchObject({ exit: 0, output: expect.stringContaining('always authenticate') });
    const shown = await congvu(tmpdir(), 'token', 'show', 'S');
    expect(shown.out).toContain('PUK       10 of 10 tries left');
  });

  it('sees the mechanisms and the write protection of a token', async () => {
    await running.emulator.createToken({ label: 'M', profile: 'tpm-like', ...pins });
    const tool = pkcs11Tool();
    const listed = (await tool('--list-mechanisms')).output;
    expect(
      listed
        .match(/^ {2}\S+/gm)
        ?.map((line) => line.trim().replace(/,$/, ''))
        .sort(),
    ).toEqual(['RSA-PKCS', 'RSA-PKCS-KEY-PAIR-GEN', 'RSA-X-509', 'SHA256-RSA-PKCS']);
    expect(listed).toContain('keySize={2048,2048}');
    const shown = await congvu(tmpdir(), 'token', 'write-protect', 'M');
    expect(shown.out).toContain('write-protected');
    expect((await tool('--list-slots')).output).toContain('readonly');
    const put = ['--login', '--pin', pins.pin, '--write-object', '/etc/hostname', '--type', 'data'];
    expect((await tool(...put)).output).toContain('CKR_TOKEN_WRITE_PROTECTED');
    expect((await congvu(tmpdir(), 'token', 'write-protect', 'M', '--off')).out).not.toContain(
      'write-protected',
    );
  });
});
