/** Tokens that come and go, seen by programs that we did not write the waiting of: pkcs11-tool and pkcs11js. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { present } from './programs.ts';
import { pins, type RunningEmulator, runningEmulator } from './running.ts';

let running: RunningEmulator;
const programs: ChildProcess[] = [];
beforeEach(async () => {
  running = await runningEmulator();
});
afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  await running.end();
});

/** A program, and a way to wait until its output so far fits. */
function started(path: string, ...args: readonly string[]) {
  const env = { ...process.env, ...running.emulator.environment };
  const program = spawn(path, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  programs.push(program);
  let output = '';
  const readers: (() => void)[] = [];
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text;
      for (const reader of readers.splice(0)) reader();
    });
  }
  return {
    say: (text: string) => void program.stdin.write(text),
    until: async (expected: RegExp): Promise<string> => {
      while (!expected.test(output)) await new Promise<void>((done) => readers.push(done));
      return output;
    },
  };
}

/** The journal shows that a C_WaitForSlotEvent is held only when it is answered; the application's thread is quick. */
const aMoment = () => new Promise((done) => setTimeout(done, 200));

describe('a program that waits for slot events', () => {
  it('with pkcs11js is told of new, removed, inserted, copied and deleted tokens', async () => {
    const { emulator } = running;
    const program = started(
      process.execPath,
      fileURLToPath(new URL('slot-event-program.ts', import.meta.url)),
      '5',
    );
    await program.until(/ready 0\n/);
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    await program.until(/slot 1 present 1\n/);
    emulator.remove('T');
    await program.until(/slot 1 present 0\n/);
    emulator.insert('T');
    await program.until(/slot 1 present 1\nslot 1 present 0\nslot 1 present 1\n/);
    await emulator.compromise('T', { copyAs: 'U' });
    await program.until(/slot 2 present 2\n/);
    await emulator.deleteToken('T');
    expect(await program.until(/end\n/)).toMatch(/slot 1 present 1\nend\n$/);
  });

  it.skipIf(!present('pkcs11-tool'))('is pkcs11-tool --test-hotplug', async () => {
    const { emulator } = running;
    await emulator.createToken({ label: 'T', profile: 'strict', ...pins });
    const tool = started(foreign('pkcs11-tool').path, '--module', emulator.module, '--test-hotplug');
    await tool.until(/x to exit/);
    tool.say('x\n');
    await tool.until(/WaitForSlotEvent\(\)\n.*x to exit/);
    tool.say('\n');
    await tool.until(/Calling C_WaitForSlotEvent/);
    await aMoment();
    emulator.remove('T');
    const output = await tool.until(/event on slot 0x1\n[\s\S]*x to exit/);
    expect(output).toMatch(/emulated reader 1\n {2}\(empty\)/);
    tool.say('x\n');
  });
});
