/** What may be asked, and what an answer may cost: against a real server on this machine. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { leadsOutside } from './address.ts';
import { allowList } from './allow-list.ts';
import { fetchBytes, type Resolve } from './fetch.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Attempt {
  readonly allowed: readonly string[];
  readonly bytes?: number;
  readonly milliseconds?: number;
  readonly body?: Uint8Array;
  readonly resolve?: Resolve;
}

async function outcomeOf(url: string, attempt: Attempt): Promise<string> {
  const { allowed, bytes = 1_000, milliseconds = 5_000, body, resolve } = attempt;
  const question = { url, bytes, ...(body === undefined ? {} : { body }) };
  try {
    const answer = await fetchBytes(question, allowList(allowed), { milliseconds, redirects: 2 }, resolve);
    return Buffer.from(answer).toString();
  } catch (error) {
    return error instanceof CongvuError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('who is asked', () => {
  it('only hosts on the list, with their port', async () => {
    const host = await served((_, response) => response.end('list'));
    expect(await outcomeOf(`http://${host}/a.crl`, { allowed: [host] })).toBe('list');
    for (const allowed of [[], ['127.0.0.1'], ['127.0.0.1:1'], ['localhost'], ['.0.0.1']]) {
      expect(await outcomeOf(`http://${host}/a.crl`, { allowed })).toMatch(
        /^VERIFY_FETCH_REFUSED: .*not allowed/,
      );
    }
  });

  it('no other kinds of address', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://a.vn/', 'ldap://a.vn/', 'http://u:p@a.vn/', 'a.vn', '']) {
      expect(await outcomeOf(url, { allowed: ['a.vn'] })).toMatch(/^VERIFY_FETCH_REFUSED/);
    }
  });

  it('nobody inside by the name of a host below an allowed domain', async () => {
    const host = await served((_, response) => response.end('secret'));
    const [, port] = host.split(':');
    const inside: Resolve = async () => ['127.0.0.1'];
    const url = `http://crl.gov.vn:${port}/`;
    expect(await outcomeOf(url, { allowed: [`.gov.vn:${port}`], resolve: inside })).toMatch(/own network/);
    expect(await outcomeOf(url, { allowed: [`crl.gov.vn:${port}`], resolve: inside })).toBe('secret');
    expect(await outcomeOf(`http://gov.vn:${port}/`, { allowed: [`.gov.vn:${port}`] })).toMatch(
      /not allowed/,
    );
  });

  it('not whom a redirection names, unless allowed', async () => {
    const secret = await served((_, response) => response.end('secret'));
    const host = await served((request, response) => {
      response.writeHead(302, { location: request.url === '/own' ? '/' : `http://${secret}/` });
      response.end();
    });
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toMatch(/^VERIFY_FETCH_REFUSED/);
    expect(await outcomeOf(`http://${host}/`, { allowed: [host, secret] })).toBe('secret');
    expect(await outcomeOf(`http://${host}/`, { allowed: [host, secret], body: Buffer.from('?') })).toMatch(
      /posted/,
    );
  });
});

describe('what an answer may cost', () => {
  it('no more redirections than the limit', async () => {
    const host = await served((_, response) => response.writeHead(301, { location: '/' }).end());
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toMatch(/more than 2 redirections/);
  });

  it('no more bytes, announced or not', async () => {
    const host = await served((_, response) => {
      for (let piece = 0; piece < 50; piece++) response.write('x'.repeat(100));
      response.end();
    });
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toMatch(/more than 1000 bytes/);
    expect(await outcomeOf(`http://${host}/`, { allowed: [host], bytes: 5_000 })).toHaveLength(5_000);
  });

  it('no more time, also when a little comes now and then', async () => {
    const host = await served((request, response) => {
      if (request.url === '/silent') return;
      response.write('x');
    });
    for (const path of ['silent', 'slow']) {
      const url = `http://${host}/${path}`;
      expect(await outcomeOf(url, { allowed: [host], milliseconds: 50 })).toMatch(
        /no whole answer within 50 ms/,
      );
    }
  });

  it('nothing that is packed, missing or cut off', async () => {
    const host = await served((request, response) => {
      if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
      else if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': 10 });
        response.write('x');
        setImmediate(() => response.destroy());
      } else response.writeHead(404).end();
    });
    expect(await outcomeOf(`http://${host}/packed`, { allowed: [host] })).toMatch(/packed/);
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toMatch(/HTTP 404/);
    expect(await outcomeOf(`http://${host}/cut`, { allowed: [host] })).toMatch(/^VERIFY_FETCH_FAILED/);
  });
});

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    'fe80::1',
    'fd00::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'x',
  ])('%s leads inside or nowhere', (address) => {
    expect(leadsOutside(address)).toBe(false);
  });

  it.each(['8.8.8.8', '203.162.4.190', '2405:4800::1'])('%s leads outside', (address) => {
    expect(leadsOutside(address)).toBe(true);
  });
});

describe('the list of hosts', () => {
  it.each(['', 'http://a.vn', 'a.vn/x', 'a b', '*.vn', 'u@a.vn', '.'])('refuses %j', (entry) => {
    expect(() => allowList([entry])).toThrow(CongvuError);
  });

  it('compares hosts as URLs write them', () => {
    const list = allowList(['CRL.Gov.VN', '[::1]:8080', '.example.vn', 'a.vn:443']);
    const word = (url: string) => list.permission(new URL(url));
    expect(word('http://crl.gov.vn./x')).toBe('exactly');
    expect(word('http://[0:0::1]:8080/')).toBe('exactly');
    expect(word('https://a.b.example.vn/')).toBe('by-domain');
    expect(word('https://a.vn/')).toBe('exactly');
    expect(word('https://notexample.vn/')).toBeUndefined();
    expect(word('http://crl.gov.vn:8080/')).toBeUndefined();
  });
});
