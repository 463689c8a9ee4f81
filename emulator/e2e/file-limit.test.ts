/** Where the system lets the server open few files, surplus applications are refused for that, by name, and nobody else is hurt. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { projectRoot } from '../../foundation/paths.ts';
import { controlClient } from '../control/control-client.ts';
import { valueWriter } from '../wire/values.ts';
import { type RawApplication, rawApplication } from './raw-application.ts';
import { pins } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
const dir = join(folder, 'e');
const few = 'ulimit -n 52; exec "$0" "$@"';
let server: ChildProcess | undefined;

afterEach(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

it('is told in the journal, and is no mistake of the emulator’s', async () => {
  const command = [join(projectRoot, 'bin/congvu.js'), 'emulator', 'start', '--dir', dir];
  server = spawn('/bin/bash', ['-c', few, process.execPath, ...command], { stdio: 'ignore' });
  const client = controlClient(dir);
  await expect.poll(() => client.status(), { timeout: 20_000 }).toBeTruthy();
  await client.create({ label: 'T', profile: 'strict', ...pins });
  const applications: RawApplication[] = [];
  const opened = async (): Promise<string> => {
    const app = await rawApplication(join(dir, 'p11.sock'));
    applications.push(app);
    await app.initialize();
    return (await app.call('C_OpenSession', valueWriter().ulong(1).ulong(6).end())).result;
  };
  expect(await opened()).toBe('CKR_OK');
  let last = '';
  while (last !== 'CKR_DEVICE_ERROR' && applications.length < 30) last = await opened();
  expect(last).toBe('CKR_DEVICE_ERROR');
  expect((await client.status()).mistakes?.count).toBe(0);
  expect(await client.journal.entries({ event: ['failure'] })).toContainEqual(
    expect.objectContaining({ detail: expect.stringContaining('may open no more files') }),
  );
  for (const app of applications.splice(0)) app.close();
  await expect.poll(opened, { timeout: 20_000 }).toBe('CKR_OK');
  for (const app of applications) app.close();
});
