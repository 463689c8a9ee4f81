/** Bytes on the control socket that no client sends: refused in one shape, no path leaves the folder, signing goes on. */
import { readdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from './fresh-emulator.ts';
import { findKeys, generateKey, signWith } from './kill-storm/calls.ts';
import { userTypes } from './raw-application.ts';
import { pins } from './running.ts';

const running = freshEmulator();

/** Sends bytes as they are; the whole answer, or what came until the server closed or was silent for a while. */
function spoken(bytes: Buffer | string): Promise<string> {
  const socket = createConnection(join(running.emulator.dir, 'control.sock'));
  return new Promise((resolve) => {
    let answer = '';
    const over = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      // A whole answer with a body ends with its closing brace.
      if (answer.trimEnd().endsWith('}') || answer.trimEnd().endsWith(']')) over();
    });
    socket.on('error', over);
    socket.on('close', over);
    socket.setTimeout(2000, over);
    socket.write(bytes);
  });
}

const get = (target: string): string =>
  `GET ${target} HTTP/1.1\r\nhost: emulator\r\nconnection: close\r\n\r\n`;
const post = (target: string, body: string): string =>
  `POST ${target} HTTP/1.1\r\nhost: emulator\r\ncontent-type: application/json\r\nconnection: close\r\n` +
  `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
const refusal = /\{"code":"[A-Z]+(_[A-Z0-9]+)+",/;

/** An application that signs all the while. */
async function signer() {
  await running.makeToken();
  const application = await running.application();
  const session = await application.open(1);
  await application.login(session, userTypes.user, pins.pin);
  await generateKey(application, session, '01');
  const [key = 0] = await findKeys(application, session);
  return () => signWith(application, session, key);
}

/** Everything beside the emulator's folder and directly in it, but for the numbers of states that are just being written. */
const places = (): readonly string[] => {
  const { dir } = running.emulator;
  const own = readdirSync(dir).filter((name) => !name.startsWith('.states.json.'));
  return [...readdirSync(dirname(dir)), ...own, ...readdirSync(join(dir, 'tokens'))];
};

/** Requests that would touch another file, if a name were taken for a path. */
const outward: readonly string[] = [
  ...['/tokens/../../etc/passwd', '/tokens/%2e%2e%2f%2e%2e%2fetc', '/tokens/..%00', '/../../etc/passwd'].map(
    get,
  ),
  ...['/tokens/..%2f..%2fx/remove', '/tokens/%2e%2e/wipe', '/tokens/T%2f..%2f..%2fx/delete'].map((at) =>
    post(at, '{}'),
  ),
  ...['../../x', '/etc/x', '..', 'a/b', 'a\\u0000b', 'x'.repeat(300)].map((name) =>
    post('/tokens/T/snapshots', `{"name":"${name}"}`),
  ),
  ...['../../x', 'a\\u0000b', '', 'x'.repeat(33)].map((label) =>
    post('/tokens', `{"label":"${label}","profile":"strict","pin":"123456","soPin":"87654321"}`),
  ),
  post('/tokens', '{"label":"X","profile":"../../../etc/passwd","pin":"123456","soPin":"87654321"}'),
  post('/tokens', '{"__proto__":{"label":"X"},"constructor":1}'),
];

describe('the control socket', () => {
  it('refuses what is no HTTP, and lets applications sign', async () => {
    const sign = await signer();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        const answer = await spoken(Buffer.concat([Buffer.from(bytes), Buffer.from('\r\n\r\n')]));
        expect([0, 400, 404, 431]).toContain(statusOf(answer));
      }),
      { numRuns: 100, seed: 20261122 },
    );
    expect(await sign()).toBe(64);
  });

  it('refuses headers and bodies without end', async () => {
    const sign = await signer();
    const long = await spoken(`GET /status HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(1 << 20)}\r\n\r\n`);
    expect([0, 400, 431]).toContain(statusOf(long));
    const huge = await spoken(post('/tokens', `{"label":"${'a'.repeat(8 << 20)}"}`));
    expect([0, 400, 413]).toContain(statusOf(huge));
    const deep = await spoken(post('/tokens', `${'['.repeat(50_000)}${']'.repeat(50_000)}`));
    expect(deep).toMatch(refusal);
    expect(await sign()).toBe(64);
    expect(running.emulator.tokens()).toHaveLength(1);
  });

  it('lets a hundred callers that never finish their request hinder nobody', async () => {
    const sign = await signer();
    const callers = Array.from({ length: 100 }, () => {
      const caller = createConnection(join(running.emulator.dir, 'control.sock'));
      caller.on('error', () => undefined);
      caller.write('POST /tokens HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"label"');
      return caller;
    });
    expect(statusOf(await spoken(get('/status')))).toBe(200);
    expect(await sign()).toBe(64);
    for (const caller of callers) caller.destroy();
  });

  it('lets no path out of the folder', async () => {
    await running.makeToken();
    const before = places();
    for (const request of outward) {
      const answer = await spoken(request);
      // A label with dots and strokes is a label like any other: no file is named after it.
      const made = statusOf(answer) === 200 && request.includes('"label":"../../x"');
      expect([request, answer, made || refusal.test(answer)]).toEqual([request, answer, true]);
      expect(places().filter((name) => !before.includes(name) && !/^[0-9A-F]{16}$/.test(name))).toEqual([]);
      expect(running.emulator.token('T').state).toBe('active');
    }
  });
});
