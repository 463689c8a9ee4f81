/** The control port, asked by curl: who comes in, and who does not. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { present, program } from '../e2e/programs.ts';
import { type Emulator, startEmulator } from '../index.ts';
import { controlClient } from './control-client.ts';

let folder: string;
let emulator: Emulator;
let url: string;
let token: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvu-'));
  emulator = await startEmulator({ dir: join(folder, 'e'), controlPort: 0 });
  const { controlPort } = await controlClient(emulator.dir).status();
  url = controlPort?.url ?? '';
  token = readFileSync(controlPort?.tokenFile ?? '', 'utf8').trim();
});
afterEach(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const curl = program('curl', {}, '-s', '-w', '\n%{http_code}');
async function asked(...args: string[]): Promise<{ status: number; body: string }> {
  const { output } = await curl(...args);
  const lines = output.split('\n');
  return { status: Number(lines.at(-1)), body: lines.slice(0, -1).join('\n') };
}
const bearer = (value: string): string[] => ['-H', `Authorization: Bearer ${value}`];

describe.skipIf(!present('curl'))('the control port', () => {
  it('lets in who has the token', async () => {
    const { status, body } = await asked(...bearer(token), `${url}/status`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ dir: emulator.dir, controlPort: { url } });
    const json = ['-H', 'Content-Type: application/json', '-d', '{"to":"2031-01-01T00:00:00Z"}'];
    expect((await asked(...bearer(token), ...json, `${url}/clock/set`)).status).toBe(200);
    expect(emulator.clock.now().getUTCFullYear()).toBe(2031);
    const remote = controlClient({ url, token });
    expect(await remote.tokens()).toEqual([]);
  });

  it('refuses without the token, or with another one', async () => {
    const nearly = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const given of [[], bearer('x'), bearer(nearly), bearer(''), ['-u', `x:${token}`]]) {
      const { status, body } = await asked(...given, `${url}/status`);
      expect({ status, body: JSON.parse(body) }).toMatchObject({
        status: 401,
        body: { code: 'EMULATOR_TOKEN_REFUSED' },
      });
    }
    await expect(controlClient({ url, token: nearly }).status()).rejects.toMatchObject({
      code: 'EMULATOR_TOKEN_REFUSED',
    });
  });

  it.each([
    ['another Host', ['-H', 'Host: evil.example:80']],
    ['no Host that it knows', ['-H', 'Host:', '--http1.0']],
    ['an Origin', ['-H', 'Origin: http://evil.example']],
    ['an Origin of its own', ['-H', 'Origin: http://127.0.0.1']],
    ['the mark of a browser', ['-H', 'Sec-Fetch-Site: same-origin']],
  ])('refuses a request with %s, though it has the token', async (_, headers) => {
    const { status, body } = await asked(...bearer(token), ...headers, `${url}/status`);
    expect({ status, body: JSON.parse(body) }).toMatchObject({
      status: 403,
      body: { code: 'EMULATOR_HOST_REFUSED' },
    });
  });

  it('listens on 127.0.0.1 only, keeps the token to its owner, and forgets it at the end', async () => {
    const file = join(emulator.dir, 'control.token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const listening = readFileSync('/proc/net/tcp', 'utf8') + readFileSync('/proc/net/tcp6', 'utf8');
    const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
    expect(listening.match(new RegExp(`[0-9A-F]+:${port} [0-9A-F]+:0000 0A`, 'g'))).toEqual([
      `0100007F:${port} 00000000:0000 0A`,
    ]);
    await emulator.stop();
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(emulator.journalFile, 'utf8')).not.toContain(token);
  });

  it('is refused with a code when the port is taken, and leaves nothing', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const dir = join(folder, 'second');
    await expect(startEmulator({ dir, controlPort: port })).rejects.toMatchObject({
      code: 'EMULATOR_PORT_TAKEN',
    });
    expect(existsSync(dir)).toBe(false);
    other.close();
  });
});

describe('a client', () => {
  it('says that the emulator is of another version', async () => {
    const old = createServer((_request, answer) => answer.end('{}'));
    await new Promise<void>((done) => old.listen(0, '127.0.0.1', done));
    const { port } = old.address() as AddressInfo;
    await expect(controlClient({ url: `http://127.0.0.1:${port}`, token }).tokens()).rejects.toMatchObject({
      code: 'EMULATOR_PROTOCOL_MISMATCH',
      hint: expect.stringContaining('start it again'),
    });
    old.close();
  });

  it.each(['https://127.0.0.1:1', 'nonsense', 'file:///etc/passwd'])('refuses the address %s', (address) => {
    expect(() => controlClient({ url: address, token })).toThrow(
      expect.objectContaining({ code: 'EMULATOR_URL_INVALID' }),
    );
  });
});
