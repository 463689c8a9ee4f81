/** For tests: a server whose token is looked at and used, to be killed in the middle of the writing of objects. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { controlClient } from '../control/control-client.ts';
import { markFile } from '../store/object-mark.ts';
import { findTokenEngine } from '../store/system.ts';
import { childrenOf } from './children.ts';
import { find, findKeys, keyId, signWith } from './kill-storm/calls.ts';
import { type KillableServer, killableServer, type StartCommand } from './kill-storm/killable-server.ts';
import { present, program } from './programs.ts';
import { type RawApplication, rawApplication, userTypes } from './raw-application.ts';
import { pins } from './running.ts';

/** How often. */
export const kills = Number(process.env.CONGVU_KILLS ?? 10);
export const seed = Number(process.env.CONGVU_SEED ?? 20261130);

let folder: string;
let dir: string;
let objects: string;
let server: KillableServer;

/** To be called once at the top of a test file: a token T in slot 1 for each test. */
export function withKillableToken(command?: StartCommand): void {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvu-'));
    dir = join(folder, 'e');
    server = killableServer(dir, command);
    await server.start();
    const { serial } = await controlClient(dir).create({ label: 'T', profile: 'lenient', ...pins });
    objects = join(dir, 'tokens', serial, 'objects');
  });
  afterEach(async () => {
    await server.killAll();
    rmSync(folder, { recursive: true, force: true });
  });
}

export interface Entered {
  readonly app: RawApplication;
  readonly session: number;
}

export async function entered(): Promise<Entered> {
  const app = await rawApplication(join(dir, 'p11.sock'));
  await app.initialize();
  const session = await app.open(1);
  expect(await app.login(session, userTypes.user, pins.pin)).toBe('CKR_OK');
  return { app, session };
}

/** Names and contents: what SoftHSM has on disk of its objects. */
export function files(): string {
  const names = readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /[0-9a-f]\.object$/.test(name),
  );
  return names.map((name) => `${name} ${contentOf(join(objects, name))}`).join('\n');
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** Process ids of the server's engines. */
export function engines(): readonly number[] {
  return childrenOf(server.pid(), 'p11-kit-remote');
}

export const victims = ['engines', 'server', 'all'] as const;

/** Whether the server has told on disk that a change is under way: its engine has the call in a moment. */
export function marked(): string {
  return existsSync(join(objects, '..', markFile)) ? 'under way' : 'nothing';
}

/** Kills in the middle of a call: so many microseconds after the sign that it is there has changed. */
export async function cut(
  victim: (typeof victims)[number],
  call: () => Promise<unknown>,
  sign: () => string,
  microseconds: number,
): Promise<void> {
  const pids = engines();
  const before = sign();
  let over = false;
  const end = call().then(
    () => (over = true),
    () => (over = true),
  );
  while (!over && sign() === before) await new Promise((next) => setImmediate(next));
  pass(microseconds);
  if (victim !== 'server') for (const pid of pids) process.kill(pid, 'SIGKILL');
  if (victim !== 'engines') await server.killServer();
  await end;
  if (victim !== 'engines') await server.start();
}

/** CKA_ID of every key pair; complains of anything that is not a whole one. */
export async function pairs({ app, session }: Entered): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const key of await findKeys(app, session)) {
    ids.push(await keyId(app, session, key));
    expect(await signWith(app, session, key)).toBe(64);
  }
  expect(await find(app, session)).toHaveLength(2 * ids.length);
  return ids.sort();
}

/** Not even a timer is as exact. */
export function pass(microseconds: number): void {
  const from = performance.now();
  while (performance.now() - from < microseconds / 1000);
}

/** What programs of others list: so many key pairs, each object with its CKA_ID. */
export async function judged(keys: number): Promise<void> {
  if (!present('pkcs11-tool', 'p11tool')) return;
  const { client } = findTokenEngine();
  const environment = { P11_KIT_SERVER_ADDRESS: `unix:path=${join(dir, 'p11.sock')}`, GNUTLS_PIN: pins.pin };
  const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;
  const opensc = program('pkcs11-tool', environment, '--module', client);
  const { output } = await opensc('--login', '--pin', pins.pin, '--list-objects');
  expect(
    [/^Private Key Object/gm, /^Public Key Object/gm, /^ +ID: +[0-9a-f]{8}$/gm].map((what) =>
      count(output, what),
    ),
  ).toEqual([keys, keys, 2 * keys]);
  const gnutls = program('p11tool', environment, '--provider', client, '--login', '--list-all');
  const listed = await gnutls('pkcs11:token=T');
  expect([/^Object \d+:/gm, /^\s*ID: [0-9a-f:]{11}$/gm].map((what) => count(listed.output, what))).toEqual([
    2 * keys,
    2 * keys,
  ]);
}
