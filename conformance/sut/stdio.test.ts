import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { overStdio } from './stdio.ts';
import type { SystemUnderTest } from './system-under-test.ts';

const tiny = join(import.meta.dirname, 'examples', 'tiny-adapter.mjs');
const verify = { document: '/tmp/a.pdf', trustDir: '/tmp/trust', regulation: 'hai-phong-2025' };
const open: SystemUnderTest[] = [];

afterEach(async () => {
  for (const system of open.splice(0)) await system.close();
});

async function tinySystem(way: string, timeoutSeconds = 20): Promise<SystemUnderTest & { stderr(): string }> {
  let stderr = '';
  const system = await connect(
    overStdio({
      exec: [process.execPath, tiny, '--as', way],
      cwd: tmpdir(),
      environment: {},
      timeoutSeconds,
      maxBytes: 1_000_000,
      onStderr: (chunk) => {
        stderr += Buffer.from(chunk).toString();
      },
    }),
  );
  open.push(system);
  return { ...system, stderr: () => stderr };
}

describe('a program on stdio', () => {
  it('introduces itself and answers', async () => {
    const system = await tinySystem('good');
    expect(system.hello.product.name).toBe('Tiny');
    expect(await system.perform('verify', verify)).toEqual({
      kind: 'ok',
      result: { outcome: 'undetermined', reasons: [], signatures: [] },
    });
    const signed = await system.perform('sign', {
      document: '/tmp/a.pdf',
      output: '/tmp/b.pdf',
      as: 'personal',
      regulation: 'hai-phong-2025',
      token: { module: '/m.so', label: 'An', pin: '73519' },
    });
    expect(signed).toEqual({ kind: 'refused', code: 'NO_KEY', detail: 'no token An' });
    expect(await system.observe('archive')).toEqual({ kind: 'unsupported', operation: 'archive' });
    expect(JSON.stringify(system.takeExchanges())).not.toContain('73519');
    expect(system.takeExchanges()).toEqual([]);
  });

  it('is not believed when it says yes to an operation that does not exist', async () => {
    await expect(tinySystem('agreeable')).rejects.toMatchObject({ code: 'SUT_UNKNOWN_OPERATION_ACCEPTED' });
  });

  it.each([
    ['dies', 'SUT_DIED', 'exit code 7'],
    ['garbage', 'SUT_MALFORMED', 'Segmentation fault'],
    ['long', 'SUT_LINE_TOO_LONG', '1000000 bytes'],
    ['other-id', 'SUT_ANSWER_MISMATCHED', 'got one for request'],
    ['bad-result', 'SUT_ANSWER_INVALID', '/ok/outcome'],
    ['bad-answer', 'SUT_ANSWER_INVALID', 'at /'],
  ])('that %s is reported as %s, and started anew for the next message', async (way, code, text) => {
    const system = await tinySystem(way);
    const answer = system.perform('verify', verify);
    await expect(answer).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
    expect(await system.reset()).toEqual({ kind: 'ok', result: {} });
  });

  it('that is silent is given up after its time limit', async () => {
    const system = await tinySystem('hangs', 1);
    await expect(system.perform('verify', verify)).rejects.toMatchObject({ code: 'SUT_TIMED_OUT' });
  });

  it('keeps the clock it was given when it has to be started anew', async () => {
    const system = await tinySystem('dies');
    await system.advanceClock(new Date('2031-05-06T07:08:09Z'));
    await expect(system.perform('verify', verify)).rejects.toMatchObject({ code: 'SUT_DIED' });
    await expect(system.perform('verify', verify)).rejects.toMatchObject({ code: 'SUT_DIED' });
    expect(system.stderr()).toBe('now is 2031-05-06T07:08:09.000Z\n'.repeat(2));
  });

  it('that answers twice is caught at the next message', async () => {
    const system = await tinySystem('twice');
    await system.perform('verify', verify).catch(() => {});
    await expect(system.perform('verify', verify).then(() => system.reset())).rejects.toMatchObject({
      code: expect.stringMatching(/^SUT_(MALFORMED|ANSWER_MISMATCHED)$/),
    });
  });

  it('that does not exist is named', async () => {
    const transport = overStdio({
      exec: ['/nowhere/adapter'],
      cwd: tmpdir(),
      environment: {},
      timeoutSeconds: 5,
      maxBytes: 1000,
      onStderr: () => {},
    });
    await expect(connect(transport)).rejects.toMatchObject({
      code: 'SUT_NOT_STARTED',
      exit: 2,
      message: expect.stringContaining('/nowhere/adapter'),
    });
  });

  it('leaves no process of its group behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-group-'));
    const pidFile = join(folder, 'pid');
    const script = join(folder, 'adapter.sh');
    writeFileSync(
      script,
      `sleep 600 & echo $! > ${pidFile}; exec '${process.execPath}' '${tiny}' --as good\n`,
    );
    const system = await connect(
      overStdio({
        exec: ['/bin/sh', script],
        cwd: folder,
        environment: {},
        timeoutSeconds: 20,
        maxBytes: 1000,
        onStderr: () => {},
      }),
    );
    const sleeper = readFileSync(pidFile, 'utf8').trim();
    expect(running(sleeper)).toBe(true);
    await system.close();
    await expect.poll(() => running(sleeper)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('refuses to send what breaks the schema', async () => {
    const system = await tinySystem('good');
    const relative = { ...verify, document: 'a.pdf' };
    await expect(system.perform('verify', relative)).rejects.toMatchObject({
      code: 'SUT_REQUEST_INVALID',
      message: expect.stringContaining('/document'),
    });
  });
});

function running(pid: string): boolean {
  if (!existsSync(`/proc/${pid}/status`)) return false;
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
