/** What the commands initialise, lock and set-tries do, and that foreign programs see it as they see wrong PINs. */
import { describe, expect, it } from 'vitest';
import { congvuCommand, type Outcome } from '../../e2e/congvu-command.ts';
import { freshEmulator } from '../../e2e/fresh-emulator.ts';
import { present, program } from '../../e2e/programs.ts';
import { pins } from '../../e2e/running.ts';

const running = freshEmulator();

const congvu = (...args: readonly string[]): Promise<Outcome> =>
  congvuCommand({ dir: running.emulator.dir }, ['token', ...args]);

describe('congvu token', () => {
  it('initialises a blank token, locks it in both ways, and sets its tries', async () => {
    await running.emulator.createToken({ label: 'T', profile: 'strict', blank: true });
    const both = ['--so-pin', pins.soPin, '--pin', pins.pin];
    expect((await congvu('initialise', 'T', ...both)).out).toMatch(/State +active/);
    expect(await congvu('initialise', 'T', ...both)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('TOKEN_INITIALISED'),
    });
    expect((await congvu('lock', 'T')).out).toMatch(/State +locked[\s\S]*Next +unlock it/);
    expect((await congvu('lock', 'T', '--so')).out).toMatch(/State +SO-locked/);
    expect(
      JSON.parse((await congvu('set-tries', 'T', '--user', '1', '--so', '2', '--json')).out),
    ).toMatchObject({
      state: 'active',
      user: { triesLeft: 1 },
      so: { triesLeft: 2 },
    });
    for (const [tries, code] of [
      ['four', 'USAGE'],
      ['4', 'TOKEN_TRIES_RANGE'],
    ] as const) {
      expect(await congvu('set-tries', 'T', '--user', tries)).toMatchObject({
        exit: 2,
        err: expect.stringContaining(code),
      });
    }
    expect((await congvu('journal', 'T')).out).toMatch(
      /initialised T: by a tool, with a user PIN\n.*locked T: by a tool, without a PIN; tries left: user 0, so 3\n.*user 0, so 0\n.*tries-set T: .*user 1, so 2\n/,
    );
  });
});

describe.skipIf(!present('pkcs11-tool', 'p11tool'))('pkcs11-tool and p11tool', () => {
  it.each([1, 2, 3])(
    'see no difference between %d wrong PINs and a tool that sets the rest',
    async (wrong) => {
      const { emulator } = running;
      const profile = 'strict';
      await emulator.createToken({ label: 'tried', profile, ...pins });
      await emulator.createToken({ label: 'set', profile, ...pins });
      const tool = program('pkcs11-tool', emulator.environment, '--module', emulator.module);
      for (let n = 0; n < wrong; n++)
        await tool('--token-label', 'tried', '--login', '--pin', '000000', '-O');
      await emulator.setTries('set', { user: 3 - wrong });
      const listed = (await tool('--list-token-slots')).output;
      const flags = [...listed.matchAll(/token flags +: (.*)/g)].map(([, text]) => text);
      expect(flags[0]).toMatch(
        [/PIN count low/, /final user PIN try/, /user PIN locked/][wrong - 1] ?? /never/,
      );
      expect(flags).toEqual([flags[0], flags[0]]);
      const other = program('p11tool', emulator.environment, '--provider', emulator.module);
      const shown = [...(await other('--list-tokens')).output.matchAll(/Flags: (.*)/g)].map(
        ([, text]) => text,
      );
      expect(shown[0]).toContain('uPIN');
      expect(shown).toEqual([shown[0], shown[0]]);
      const answers = await Promise.all(
        ['tried', 'set'].map(async (label) => {
          const { output } = await tool('--token-label', label, '--login', '--pin', pins.pin, '-O');
          return /CKR_PIN_LOCKED/.test(output);
        }),
      );
      expect(answers).toEqual([wrong === 3, wrong === 3]);
    },
  );
});
