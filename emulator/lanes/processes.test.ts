/** Lanes and the processes around them: applications that are killed, a killed server, many connections. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { childrenOf } from '../e2e/children.ts';
import { coreLimit, withCores } from '../e2e/core-limit.ts';
import { rawApplication } from '../e2e/raw-application.ts';
import { isCall } from '../journal/entry.ts';
import { keysOn, makeKey, userSession } from '../policy/life/test-keys.ts';
import { becomes, entriesOf, laneTest, type Signer, signed, signIntoLane } from './test-lanes.ts';

const test = laneTest({ most: 2, after: 3 });
const program = fileURLToPath(new URL('./test-program.ts', import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const one of started.splice(0)) one.kill('SIGKILL');
});

/** Signs through p11-kit's client, so many times. */
function signing(times: number): ChildProcess {
  const { module, environment } = test.emulator;
  const child = spawn(process.execPath, [program, module, String(times)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  return child;
}

async function output(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (more: Buffer) => {
    text += more;
  });
  await once(child, 'close');
  return text;
}

it('a lane leaves no core file, with the key in it, whoever runs the emulator', async () => {
  await withCores(async () => {
    const one = await test.signer();
    await signIntoLane(test.emulator, one);
  });
  const [lane = 0] = childrenOf(process.pid, 'lanes/lane.ts');
  expect(coreLimit(lane)).toEqual(['0', '0']);
});

describe("p11-kit's own client", () => {
  it('signs in a lane, leaves it and comes back', async () => {
    await test.signer();
    expect(await output(signing(1200))).toBe('1200 good\n');
    const { entered } = test.emulator.lanes();
    expect(entered).toBeGreaterThan(0);
    const signs = (await entriesOf(test.emulator, { function: 'C_Sign' })).filter(isCall);
    expect(signs.filter(({ result }) => result === 'CKR_OK')).toHaveLength(1200);
  });

  it('that is killed in a lane leaves the emulator as it was', async () => {
    const signer = await test.signer();
    const child = signing(Infinity);
    await becomes(() => test.emulator.lanes().now === 1);
    child.kill('SIGKILL');
    await becomes(() => test.emulator.lanes().now === 0);
    await becomes(() => test.emulator.applications() === 1);
    await signIntoLane(test.emulator, signer);
  });
});

describe('200 connections at once', () => {
  it('all sign, two of them in lanes', { timeout: 120_000 }, async () => {
    const first = await test.signer();
    const path = join(test.emulator.dir, 'p11.sock');
    const applications = await Promise.all(Array.from({ length: 199 }, () => rawApplication(path)));
    const signers: Signer[] = [first];
    for (const app of applications) {
      await app.initialize();
      const session = await userSession(app);
      const [key = 0] = await keysOn(app, session);
      signers.push({ app, session, key });
    }
    const all = await Promise.all(
      signers.map(async (one) => {
        const results = [];
        for (let count = 0; count < 6; count++) results.push(await signed(one));
        return results;
      }),
    );
    expect(all.flat().filter((one) => typeof one === 'string')).toEqual([]);
    expect(childrenOf(process.pid, 'lanes/lane.ts').length).toBeLessThanOrEqual(2);
    for (const app of applications) app.close();
  });
});

describe('a server that is killed', () => {
  it('takes its lanes with it at once, and starts again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-'));
    const server = fileURLToPath(new URL('./test-server.ts', import.meta.url));
    const start = async (): Promise<ChildProcess> => {
      const child = spawn(process.execPath, [server, folder], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      started.push(child);
      await once(child, 'message');
      return child;
    };
    const first = await start();
    const app = await rawApplication(join(folder, 'p11.sock'));
    await app.initialize();
    const session = await userSession(app);
    await makeKey(app, session, 'key');
    const [key = 0] = await keysOn(app, session);
    const signer = { app, session, key };
    let lanes: readonly number[] = [];
    await becomes(() => {
      void signed(signer).catch(() => undefined);
      lanes = childrenOf(first.pid ?? 0, 'lanes/lane.ts');
      return lanes.length === 1;
    });
    let signatures = 0;
    const ending = (async () => {
      for (;;) if (Buffer.isBuffer(await signed(signer))) signatures++;
    })();
    await new Promise((done) => setTimeout(done, 300));
    first.kill('SIGKILL');
    const atItsEnd = once(first, 'exit').then(() => signatures);
    await expect(ending).rejects.toThrow('closed');
    // Nobody keeps a journal any more: what was asked for before is the last that is answered.
    expect(signatures - (await atItsEnd)).toBeLessThanOrEqual(1);
    await becomes(() => !alive(lanes[0] ?? 0));
    const again = await start();
    again.send('stop');
    expect(await once(again, 'exit')).toEqual([0, null]);
    rmSync(folder, { recursive: true, force: true });
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
