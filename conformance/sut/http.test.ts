import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { overHttp } from './http.ts';
import type { Request } from './messages.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function serve(answer: (request: Request) => string | undefined): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const text = answer(JSON.parse(Buffer.concat(chunks).toString()));
    if (text !== undefined) outgoing.end(text);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/adapter`;
}

const over = (url: string, timeoutSeconds = 10) =>
  connect(overHttp({ url, timeoutSeconds, maxBytes: 100_000 }));

describe('an adapter over HTTP', () => {
  const hello = {
    protocol: 1,
    product: { name: 'Web', vendor: 'Example', version: '2' },
    capabilities: ['verifier'],
    operations: ['verify'],
  };

  it('speaks the same messages', async () => {
    const url = await serve((request) => {
      if (request.message === 'hello') return JSON.stringify({ id: request.id, ok: hello });
      if (request.message === 'perform') {
        return JSON.stringify({ id: request.id, unsupported: { operation: request.operation } });
      }
      return JSON.stringify({ id: request.id, ok: {} });
    });
    const system = await over(url);
    expect(system.hello).toEqual(hello);
    expect((await system.reset()).kind).toBe('ok');
  });

  it.each([
    ['<html>', 'SUT_MALFORMED'],
    ['[]', 'SUT_MALFORMED'],
    ['x'.repeat(100_001), 'SUT_LINE_TOO_LONG'],
    ['{"id":1,"ok":{"protocol":2}}', 'SUT_ANSWER_INVALID'],
    ['{"id":1,"refused":{"code":"NO","detail":"later"}}', 'SUT_HELLO_REFUSED'],
    [undefined, 'SUT_TIMED_OUT'],
  ])('gets a code of its own for wrong answer %#', async (text, code) => {
    const url = await serve(() => text);
    await expect(over(url, text === undefined ? 1 : 10)).rejects.toMatchObject({ code });
  });

  it('that nobody serves is named', async () => {
    await expect(over('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'SUT_UNREACHABLE' });
  });
});
