/** Many connections that ask for much at once share what memory there is, and hurt nobody who asks for little. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { controlClient } from '../index.ts';
import { attributeArray } from '../wire/attributes.ts';
import { callNamed } from '../wire/calls.ts';
import { requestFrame } from '../wire/frame.ts';
import { valueWriter } from '../wire/values.ts';
import { childrenOf } from './children.ts';
import { congvuCommand, type KillableServer, killableServer } from './kill-storm/killable-server.ts';
import { type RawApplication, rawApplication } from './raw-application.ts';
import { pins } from './running.ts';

const mebibyte = 1024 * 1024;
/** `CONGVU_CROWD=512` for as many connections as the emulator takes. */
const crowd = Number(process.env.CONGVU_CROWD ?? 40);
const memory = 64;

let folder: string;
let server: KillableServer;
const sockets: Socket[] = [];

async function started(): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  const dir = join(folder, 'e');
  server = killableServer(dir, (at) => [...congvuCommand(at), '--memory', String(memory)]);
  await server.start();
  await controlClient(dir).create({ label: 'T', profile: 'lenient', ...pins });
  return join(dir, 'p11.sock');
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** MiB, at most so far. */
function peak(pid: number): number {
  const [, kibibytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

/** Announces 16 MiB and sends all but the end, as fast as it is read. */
async function unfinished(path: string): Promise<void> {
  const socket = createConnection(path);
  sockets.push(socket.on('error', () => undefined).on('data', () => undefined));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(7, 1);
  header.writeUInt32BE(16 * mebibyte, 9);
  socket.write(header);
  socket.write(Buffer.alloc(15 * mebibyte));
}

async function withSession(path: string): Promise<{ application: RawApplication; session: number }> {
  const application = await rawApplication(path);
  sockets.push(application.socket);
  await application.initialize();
  return { application, session: await application.open(1) };
}

const random = (session: number, bytes: number): Buffer => valueWriter().ulong(session).room(bytes).end();

describe(`${crowd} connections on a server with ${memory} MiB for them`, () => {
  it('that never end what they send: it stays small, and whoever comes behind them has his turn', async () => {
    const path = await started();
    const before = peak(server.pid());
    const { application, session } = await withSession(path);
    await Promise.all(Array.from({ length: crowd - 2 }, () => unfinished(path)));
    const behind = await withSession(path);
    const large = behind.application.call('C_GenerateRandom', random(behind.session, 16 * mebibyte));
    const info = valueWriter().ulong(session).end();
    for (let calls = 0; calls < 50; calls++)
      expect((await application.call('C_GetSessionInfo', info)).result).toBe('CKR_OK');
    expect((await large).result).toBe('CKR_OK');
    // The buffers of the sockets themselves, and what Node has yet to collect, are beside it.
    expect(peak(server.pid()) - before).toBeLessThan(4 * memory + crowd * 0.75);
  }, 90_000);

  it('that read no answer: those who ask for much are told that there is no memory, the others are served', async () => {
    const path = await started();
    const { application, session } = await withSession(path);
    const greedy = await Promise.all(Array.from({ length: 6 }, () => withSession(path)));
    for (const one of greedy) {
      one.application.socket.pause();
      const frame = requestFrame(99, callNamed('C_GenerateRandom'), random(one.session, 16 * mebibyte));
      one.application.socket.write(frame);
    }
    const patient = await withSession(path);
    const large = patient.application.call('C_GenerateRandom', random(patient.session, 16 * mebibyte));
    expect((await application.call('C_GenerateRandom', random(session, 32))).result).toBe('CKR_OK');
    expect((await large).result).toBe('CKR_HOST_MEMORY');
    for (const one of greedy) one.application.close();
    await expect
      .poll(
        async () => {
          const values = random(patient.session, 16 * mebibyte);
          return (await patient.application.call('C_GenerateRandom', values)).result;
        },
        { timeout: 20_000 },
      )
      .toBe('CKR_OK');
  }, 90_000);

  it('whose engines keep a large buffer: no more of them than there is memory, until they close their sessions', async () => {
    const path = await started();
    const seed = (session: number): Buffer =>
      valueWriter()
        .ulong(session)
        .bytes(Buffer.alloc(24 * mebibyte))
        .end();
    const results: string[] = [];
    const all: Awaited<ReturnType<typeof withSession>>[] = [];
    for (let n = 0; n < 4; n++) {
      const one = await withSession(path);
      all.push(one);
      results.push((await one.application.call('C_SeedRandom', seed(one.session))).result);
    }
    expect(results).toEqual(['CKR_OK', 'CKR_OK', 'CKR_HOST_MEMORY', 'CKR_HOST_MEMORY']);
    const [first, , third] = all;
    if (first === undefined || third === undefined) throw new Error('nobody is there');
    // Again is no more.
    expect((await first.application.call('C_SeedRandom', seed(first.session))).result).toBe('CKR_OK');
    await first.application.call('C_CloseSession', valueWriter().ulong(first.session).end());
    await expect
      .poll(async () => (await third.application.call('C_SeedRandom', seed(third.session))).result, {
        timeout: 20_000,
      })
      .toBe('CKR_OK');
    const reopened = await first.application.open(1);
    const info = await first.application.call('C_GetSessionInfo', valueWriter().ulong(reopened).end());
    expect(info.result).toBe('CKR_OK');
  }, 60_000);
});

describe('a template that lets the engine reserve much', () => {
  const template = (count: number, type: number): Buffer => {
    const whole = attributeArray(Array.from({ length: count }, () => ({ type, value: Buffer.alloc(0) })));
    for (let at = 4 + 5; at < whole.length; at += 13) whole.writeUInt32BE(8 * mebibyte, at);
    return whole;
  };

  it('is refused beyond what one request may have, and the engine stays small', async () => {
    const path = await started();
    const { application, session } = await withSession(path);
    const asked = (attributes: Buffer) =>
      application.call('C_FindObjectsInit', Buffer.concat([valueWriter().ulong(session).end(), attributes]));
    expect((await asked(template(200, 0x3))).result).toBe('CKR_ARGUMENTS_BAD');
    expect((await asked(template(200, 0x80000001))).result).toBe('CKR_ARGUMENTS_BAD');
    const [engine = 0] = childrenOf(server.pid(), 'p11-kit-remote');
    expect(peak(engine)).toBeLessThan(64);
  }, 60_000);

  it('that cannot be understood here does not make the engine larger than it may be', async () => {
    const path = await started();
    const { application, session } = await withSession(path);
    const broken = Buffer.from(template(200, 0x80000001));
    // A value of no length that could be: what the engine makes of the rest is its own affair.
    broken.writeUInt32BE(0xfffffff0, 4 + 9);
    const [engine = 0] = childrenOf(server.pid(), 'p11-kit-remote');
    expect(readFileSync(`/proc/${engine}/limits`, 'utf8')).toMatch(/Max address space +1073741824/);
    const values = Buffer.concat([valueWriter().ulong(session).end(), broken]);
    expect((await application.call('C_FindObjectsInit', values)).result).not.toBe('CKR_OK');
  }, 60_000);
});
