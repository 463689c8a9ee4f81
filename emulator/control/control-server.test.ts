/** Whatever the control socket refuses has one shape, with a code. */
import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshEmulator } from '../e2e/fresh-emulator.ts';

const running = freshEmulator();
const socketPath = (): string => join(running.emulator.dir, 'control.sock');
const refusal = {
  code: 'TOKEN_REQUEST_INVALID',
  message: expect.stringContaining('the control request is not valid: '),
  hint: expect.stringContaining('emulator/README.md'),
  exit: 2,
};

function asked(method: string, path: string, body?: string): Promise<{ status: number; answer: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const call = request({ socketPath: socketPath(), method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, answer: JSON.parse(text) as unknown }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

describe('the control socket', () => {
  it.each([
    [404, 'GET', '/nothing', undefined],
    [404, 'DELETE', '/status', undefined],
    [404, 'POST', '/tokens/T/eat', undefined],
    [400, 'GET', '/tokens/%zz', undefined],
    [400, 'POST', '/tokens', '{"label":'],
    [400, 'POST', '/tokens', '{"label":"T","profile":"strict","colour":"red"}'],
  ])('answers %i with a code to %s %s %s', async (status, method, path, body) => {
    expect(await asked(method, path, body)).toEqual({ status, answer: refusal });
  });

  it('answers with a code to what is no HTTP', async () => {
    const socket = createConnection(socketPath());
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.write('EAT /status\r\n\r\n');
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toContain('HTTP/1.1 400 ');
    expect(JSON.parse(body)).toEqual(refusal);
  });
});
