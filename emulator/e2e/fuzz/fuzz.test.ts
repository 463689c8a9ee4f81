/**
 * Frames of every kind of wrongness, at a server of its own: each is answered or refused, nobody else notices, memory
 * stays bounded. Twenty thousand here, CONGVU_FRAMES=1000000 makes it the long test, CONGVU_SEED=… looks elsewhere.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlClient } from '../../control/control-client.ts';
import { type KillableServer, killableServer } from '../kill-storm/killable-server.ts';
import { present, program } from '../programs.ts';
import { rawApplication } from '../raw-application.ts';
import { pins } from '../running.ts';
import { attack, sendHuge } from './attack.ts';
import { canary } from './canary.ts';
import { oversized, wrongFrames } from './frames.ts';
import { recorder } from './recorded.ts';

const seed = Number(process.env.CONGVU_SEED ?? 20251122);
const total = Number(process.env.CONGVU_FRAMES ?? 20_000);
const batch = 100;
const MiB = 1024 * 1024;

let folder: string;
let socket: string;
let server: KillableServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  socket = join(folder, 'e', 'p11.sock');
  server = killableServer(join(folder, 'e'));
  await server.start();
  const control = controlClient(join(folder, 'e'));
  await control.create({ label: 'victim', profile: 'lenient', ...pins });
  await control.create({ label: 'bystander', profile: 'strict', ...pins });
});
afterAll(async () => {
  await server.killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Resident memory of the server in bytes: now, or at most so far. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${server.pid()}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

/** What pkcs11-tool sends when it logs in and lists; nothing where it is missing. */
async function realSession(): Promise<readonly Buffer[]> {
  if (!present('pkcs11-tool')) return [];
  const tap = await recorder(join(folder, 'tap'), socket);
  const { environment, module } = await controlClient(join(folder, 'e')).status();
  const tool = program('pkcs11-tool', {
    ...environment,
    P11_KIT_SERVER_ADDRESS: `unix:path=${join(folder, 'tap')}`,
  });
  for (const work of [
    ['--list-slots'],
    ['--list-mechanisms'],
    ['--list-objects'],
    ['--generate-random', '16'],
  ])
    await tool('--module', module, '--login', '--pin', pins.pin, ...work);
  tap.close();
  return tap.frames;
}

describe(`${total} misshapen frames`, () => {
  it(
    `are all answered on their own connection, and hurt no other (CONGVU_SEED=${seed})`,
    async () => {
      const recorded = await realSession();
      const frames = wrongFrames(recorded);
      const results = new Map<string, number>();
      const bird = await canary(socket, 5);
      let unanswered = 0;
      let early = 0;
      const batches = total / batch;
      for (let n = 0; n < batches && unanswered === 0; n++) {
        const list = fc.sample(frames, { seed: seed + n, numRuns: batch });
        const outcome = await attack(socket, [
          ...list,
          ...fc.sample(oversized, { seed: seed + n, numRuns: 1 }),
        ]);
        unanswered += outcome.unanswered;
        for (const [result, count] of outcome.results)
          results.set(result, (results.get(result) ?? 0) + count);
        if (n === Math.floor(batches / 4)) early = memory('VmRSS');
      }
      await bird.stop();
      const seen = { early: early / MiB, late: memory('VmRSS') / MiB, peak: memory('VmHWM') / MiB };
      process.stderr.write(
        `CONGVU_FRAMES=${total} CONGVU_SEED=${seed}: ${JSON.stringify({ ...seen, signatures: bird.signatures(), recorded: recorded.length })}\n`,
      );
      expect(unanswered).toBe(0);
      expect(results.get('to nobody')).toBeUndefined();
      expect([...results.values()].reduce((all, count) => all + count, 0)).toBe(total + batches);
      // The frames really reached all depths: refused by shape, by session, by policy, by the engine.
      const least = { CKR_ARGUMENTS_BAD: 20, CKR_SESSION_HANDLE_INVALID: 20, CKR_OK: 100 };
      for (const [result, share] of Object.entries(least)) {
        expect([result, results.get(result) ?? 0]).toEqual([
          result,
          expect.toSatisfy((n) => n > total / share),
        ]);
      }
      for (const result of ['CKR_USER_ALREADY_LOGGED_IN', 'CKR_OPERATION_NOT_INITIALIZED'])
        expect([result, results.has(result)]).toEqual([result, true]);
      expect(results.get('CKR_HOST_MEMORY')).toBeGreaterThanOrEqual(batches);
      expect(bird.complaints).toEqual([]);
      expect((await controlClient(join(folder, 'e')).status()).mistakes).toMatchObject({ count: 0 });
      expect(bird.signatures()).toBeGreaterThan(batches / 4);
      expect(seen.peak).toBeLessThan(400);
      // Three quarters of all frames later, it holds no more than the noise of a garbage collector.
      expect(seen.late - seen.early).toBeLessThan(120);
    },
    300_000 + total * 5,
  );
});

describe('bytes', () => {
  it('that are no frames at all get the connection refused, with a line in the journal', async () => {
    const bystander = await rawApplication(socket);
    await bystander.initialize();
    for (const bytes of fc.sample(fc.uint8Array({ minLength: 12, maxLength: 400 }), { seed, numRuns: 200 })) {
      const broken = await rawApplication(socket);
      const header = Buffer.from(bytes);
      header.writeUInt32BE(0, 0);
      expect(await broken.frame(0, header)).toBe('closed');
    }
    expect((await bystander.call('C_GetInfo')).result).toBe('CKR_OK');
    bystander.close();
    await expect
      .poll(
        () =>
          readFileSync(join(folder, 'e', 'journal.ndjson'), 'utf8').match(/"connection-refused"/g)?.length,
      )
      .toBe(200);
  });

  it('that stop halfway cost nobody anything', async () => {
    const half = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const one = await rawApplication(socket);
        one.socket.write(Buffer.from('000000100000000000100000', 'hex'));
        return one;
      }),
    );
    const whole = await rawApplication(socket);
    await whole.initialize();
    for (const one of half) one.close();
    whole.close();
  });

  it('by the hundred million are thrown away, not kept', async () => {
    const before = memory('VmRSS');
    expect(await sendHuge(socket, 256 * MiB)).toBe('CKR_HOST_MEMORY');
    expect((memory('VmRSS') - before) / MiB).toBeLessThan(150);
    // The largest that is let in: misshapen too, and answered.
    expect(await sendHuge(socket, 63 * MiB)).toMatch(/^CKR_/);
    expect(memory('VmHWM') / MiB).toBeLessThan(600);
  });
});
