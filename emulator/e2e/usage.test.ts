/** Command lines that contradict themselves or name what is not there: refused with a code, before anything is done. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { fail } from '../errors.ts';
import { congvuCommand, type Outcome } from './congvu-command.ts';
import { freshEmulator } from './fresh-emulator.ts';

const running = freshEmulator();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const congvu = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> => congvuCommand({ dir: running.emulator.dir, cwd: folder, environment }, args);

const soPin = ['--so-pin', '87654321'];
const newPin = ['--new-pin', '654321'];

describe('a command line', () => {
  it.each([
    ['emulator clock --freeze --run', "option '--freeze [time]' cannot be used with option '--run'"],
    [
      'emulator clock --reset --set 2031-01-01T00:00:00Z',
      "option '--reset' cannot be used with option '--set",
    ],
    ['emulator clock --set 2031-01-01T00:00:00Z --freeze 2032-01-01T00:00:00Z', '--freeze with a time'],
    ['token create X --blank --pin 123456', "option '--blank' cannot be used with option '--pin <pin>'"],
    ['token create X --blank --so-pin-file f', "option '--blank' cannot be used with option '--so-pin-file"],
    ['token unlock T --so-pin 87654321 --puk 87654321 --new-pin 654321', '--so-pin and --puk'],
    ['token journal --kind banana', 'Allowed choices are call, event'],
  ])('is refused with USAGE: %s', async (line, reason) => {
    await running.makeToken();
    const before = [running.emulator.clock.view().running, running.emulator.tokens()];
    const { exit, out, err } = await congvu(line.split(' '));
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain('congvu: USAGE: ');
    expect(err).toContain(reason);
    expect(err).not.toContain('87654321');
    expect([running.emulator.clock.view().running, running.emulator.tokens()]).toEqual(before);
  });

  it('is refused when --dir is empty; an empty variable is none', async () => {
    for (const verb of [['start', '--detach'], ['status'], ['stop']]) {
      const { exit, err } = await congvu(['emulator', ...verb, '--dir', '']);
      expect([exit, err]).toEqual([2, expect.stringContaining('congvu: USAGE: ')]);
    }
    expect((await congvu(['token', 'list', '--dir='])).exit).toBe(2);
    expect(existsSync(join(folder, 'control.sock'))).toBe(false);
    const { out } = await congvu(['emulator', 'status', '--json'], { CONGVU_EMULATOR_DIR: '' });
    expect(JSON.parse(out)).toEqual({ running: false, dir: '.congvu/emulator' });
  });

  it('that gives the SO PIN is not overruled by a PUK in the environment', async () => {
    await running.makeToken();
    const unlocked = await congvu(['token', 'unlock', 'T', ...soPin, ...newPin], { CONGVU_PUK: '97531864' });
    expect(unlocked).toMatchObject({ exit: 0, err: '' });
  });

  it('with a PIN and a file for it is refused, without a word of either', async () => {
    writeFileSync(join(folder, 'pin'), '123456\n');
    const both = ['--pin', '97531864', '--pin-file', 'pin'];
    const { exit, err } = await congvu(['token', 'create', 'X', ...both, ...soPin]);
    expect([exit, err]).toEqual([2, expect.stringMatching(/USAGE: .*--pin .*--pin-file/)]);
    expect(err).not.toContain('97531864');
  });

  it('with a PIN in the place of its file does not show it; a path is shown', async () => {
    const given = async (file: string) =>
      (await congvu(['token', 'create', 'X', '--pin-file', file, ...soPin])).err;
    expect(await given('97531864')).toContain('cannot read the PIN file given with --pin-file (ENOENT)');
    expect(await given('97531864')).not.toContain('97531864');
    expect(await given('./no-pin')).toContain('cannot read the PIN file ./no-pin (ENOENT)');
    writeFileSync(join(folder, 'pin'), '123456\n');
    expect(await given('pin')).toBe('');
  });
});

describe('a next step', () => {
  it('can be pasted, whatever the folder and the token are called', async () => {
    const dir = "Văn thư's folder";
    const word = `'Văn thư'\\''s folder'`;
    const whole = `'${folder}/${word.slice(1)}`;
    const at = ['--dir', dir];
    const missing = await congvu(['token', 'list', ...at]);
    expect(missing.err).toContain(`emulator start --dir ${whole} --detach`);
    const started = await congvu(['emulator', 'start', '--detach', ...at]);
    try {
      expect(started.err).toContain(`--so-pin PIN --dir ${word}\n`);
      const [, step = ''] = /(eval "\$\(.*\)")/.exec(started.err) ?? [];
      expect(step).toContain(`emulator env --dir ${word}`);
      const script = `congvu() { "${process.execPath}" "${join(projectRoot, 'bin', 'congvu.js')}" "$@"; }
        npx() { shift; congvu "$@"; }
        ${step}; echo "$P11_KIT_SERVER_ADDRESS"`;
      const address = execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
      expect(address).toMatch(/^unix:path=.*folder\/p11\.sock\n$/);
      const again = await congvu(['emulator', 'start', '--detach', ...at]);
      expect(again.err).toContain(`emulator stop --dir ${whole}"`);
      expect(fail('TOKEN_ABSENT', { label: 'Văn thư' }).hint).toContain(`token insert 'Văn thư'"`);
    } finally {
      await congvu(['emulator', 'stop', ...at]);
    }
  });
});

describe('congvu token journal', () => {
  it.each([
    ['--function C_Foo', 'function C_Foo: there is no such function in PKCS#11'],
    ['--function c_login', 'function c_login: there is no such function in PKCS#11 (Did you mean C_Login?)'],
    ['--result CKR_PIN_INCORECT', 'result CKR_PIN_INCORECT: there is no such result'],
    ['--event insertd', '(Did you mean inserted?)'],
    ['--mechanism RSA', 'mechanism RSA: there is no such mechanism by name'],
  ])('refuses a name that no entry can have, running or not: %s', async (options, reason) => {
    const refused = { exit: 2, out: '', err: expect.stringContaining('congvu: EMULATOR_JOURNAL_NAME: ') };
    for (const more of [[], ['-f']]) {
      const answer = await congvu(['token', 'journal', ...options.split(' '), ...more]);
      expect(answer).toEqual(refused);
      expect(answer.err).toContain(reason);
      expect(answer.err).toContain('for example');
    }
    await running.emulator.stop();
    expect(await congvu(['token', 'journal', ...options.split(' ')])).toEqual(refused);
  });

  it('says that a token is unknown, but still tells of one that was deleted', async () => {
    await running.makeToken();
    await running.makeToken('Cũ');
    await running.emulator.journal.flush();
    await running.emulator.deleteToken('Cũ');
    for (const more of [[], ['-f'], ['--failed']]) {
      const { exit, err } = await congvu(['token', 'journal', 'nosuch', ...more]);
      expect([exit, err]).toEqual([2, expect.stringContaining('congvu: TOKEN_UNKNOWN: ')]);
    }
    expect((await congvu(['token', 'journal', 'Cũ'])).out).toContain('created');
    expect(await congvu(['token', 'journal', 'T', '--failed'])).toEqual({ exit: 0, out: '', err: '' });
    await running.emulator.stop();
    expect(await congvu(['token', 'journal', 'nosuch'])).toEqual({
      exit: 0,
      out: '',
      err: 'The journal tells nothing of a token nosuch.\n',
    });
  });
});
