/** What may be asked, and what an answer may cost: against real servers on this machine. */
import { describe, expect, it } from 'vitest';
import { allowList, insideToo, onlyHostOf } from './allow-list.ts';
import { FetchFailure } from './fault.ts';
import { fetchFaultText } from './fault-words.ts';
import { type FetchTerms, fetchBytes, type Question } from './fetch.ts';
import type { Resolve } from './host-addresses.ts';
import { testServers } from './test-servers.ts';

const { served, servedRaw } = testServers();

type Attempt = Partial<Omit<FetchTerms, 'allowed'> & Omit<Question, 'url'>> & {
  readonly allowed: readonly string[] | FetchTerms['allowed'];
};

/** The answer, or what went wrong, in data. */
async function outcomeOf(url: string, { allowed, bytes = 1_000, body, ...terms }: Attempt): Promise<string> {
  const question = { url, bytes, ...(body === undefined ? {} : { body }) };
  try {
    const list = 'isEmpty' in allowed ? allowed : allowList(allowed);
    const answer = await fetchBytes(question, { milliseconds: 5_000, redirects: 2, ...terms, allowed: list });
    return Buffer.from(answer).toString();
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    const { kind, value } = error.fault;
    for (const text of Object.values(fetchFaultText(error.fault)))
      expect(text).not.toMatch(/\{|undefined|^$/);
    return [`! ${kind}`, value, error.url === url ? undefined : `at ${error.url}`]
      .filter((part) => part !== undefined)
      .join(' ');
  }
}

describe('who is asked', () => {
  it('only hosts on the list, with their port', async () => {
    const host = await served((_, response) => response.end('list'));
    expect(await outcomeOf(`http://${host}/a.crl`, { allowed: [host] })).toBe('list');
    for (const allowed of [[], ['127.0.0.1'], ['127.0.0.1:1'], ['localhost'], ['.0.0.1']]) {
      expect(await outcomeOf(`http://${host}/a.crl`, { allowed })).toBe('! not-allowed');
    }
  });

  it('this machine by the name that everybody has for it', async () => {
    const host = await served((_, response) => response.end('list'));
    const name = host.replace('127.0.0.1', 'localhost');
    expect(await outcomeOf(`http://${name}/`, { allowed: [name] })).toBe('list');
    const resolve: Resolve = async () => ['10.0.0.1', '169.254.169.254'];
    expect(await outcomeOf(`http://${name}/`, { allowed: [name], resolve })).toBe('! inside-network');
  });

  it('no other kinds of address', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://a.vn/', 'ldap://a.vn/', 'http://u:p@a.vn/', 'a.vn', '']) {
      expect(await outcomeOf(url, { allowed: ['a.vn'] })).toBe('! not-allowed');
    }
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '224.0.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])('nobody at %s by a name, whether it was allowed itself or by its domain', async (address) => {
    let looked = 0;
    const resolve: Resolve = async () => {
      looked += 1;
      return [address];
    };
    for (const allowed of [['crl.gov.vn:1'], ['.gov.vn:1']])
      expect(await outcomeOf('http://crl.gov.vn:1/', { allowed, resolve })).toBe('! inside-network');
    expect(looked).toBe(2);
  });

  it('inside by a name, where that name was allowed inside', async () => {
    const host = await served((_, response) => response.end('list'));
    const [, port] = host.split(':');
    const name = `crl.gov.vn:${port}`;
    const at = (...addresses: readonly string[]) => ({
      allowed: [insideToo(name)],
      resolve: async () => addresses,
    });
    expect(await outcomeOf(`http://${name}/`, at('127.0.0.1'))).toBe('list');
    expect(await outcomeOf(`http://${name}/`, at('169.254.169.254', '::ffff:127.0.0.1'))).toBe(
      '! inside-network',
    );
    expect(await outcomeOf(`http://${name}/`, at('169.254.169.254', '127.0.0.1'))).toBe('list');
    expect(await outcomeOf(`http://${name}/`, at())).toBe('! name-unknown');
  });

  it('whoever the name meant when it was looked at, also when it means another one a moment later', async () => {
    const host = await served((request, response) => response.end(request.headers.host));
    const [, port] = host.split(':');
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let looked = 0;
    const resolve: Resolve = async () => answers[looked++] ?? [];
    const name = `crl.gov.vn:${port}`;
    expect(await outcomeOf(`http://${name}/`, { allowed: [insideToo(name)], resolve })).toBe(name);
    expect(looked).toBe(1);
  });

  it('nobody, where a redirection comes back to a name that leads inside by then', async () => {
    let asked = 0;
    const host = await served((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/again' }).end();
    });
    const name = `crl.gov.vn:${host.split(':')[1]}`;
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const resolve: Resolve = async () => answers.shift() ?? [];
    expect(await outcomeOf(`http://${name}/`, { allowed: [insideToo(name)], resolve })).toBe(
      `! inside-network at http://${name}/again`,
    );
    expect(asked).toBe(1);
  });

  it('not whom a redirection names, unless allowed', async () => {
    let told = 0;
    const secret = await served((_, response) => {
      told += 1;
      response.end('secret');
    });
    const host = await served((_, response) => {
      response.writeHead(302, { location: `http://${secret}/` }).end();
    });
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toBe(
      `! not-allowed at http://${secret}/`,
    );
    expect(await outcomeOf(`http://${host}/`, { allowed: onlyHostOf(`http://${host}/`) })).toMatch(
      /not-allowed/,
    );
    expect(told).toBe(0);
    expect(await outcomeOf(`http://${host}/`, { allowed: [host, secret] })).toBe('secret');
  });

  it.each([
    'file:///etc/passwd',
    'http://u:p@127.0.0.1/',
    'http://[::ffff:127.0.0.1]/',
    '//169.254.169.254/',
    'http://',
  ])('not %s, whatever a redirection says', async (location) => {
    const host = await served((_, response) => response.writeHead(307, { location }).end());
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toMatch(/^! not-allowed at /);
  });

  it('nobody else with what was posted', async () => {
    const host = await served((request, response) => {
      request.resume();
      response.writeHead(307, { location: '/' }).end();
    });
    const posted = { allowed: [host], body: Buffer.from('?') };
    expect(await outcomeOf(`http://${host}/`, posted)).toBe('! redirected-post');
  });
});

describe('what an answer may cost', () => {
  it('no more redirections than the limit, round in a circle or ever on', async () => {
    let asked = 0;
    const host = await served((_, response) => {
      asked += 1;
      response.writeHead(301, { location: asked % 2 === 0 ? '/' : `/${asked}` }).end();
    });
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toBe('! redirected 2');
    expect(asked).toBe(3);
  });

  it('no more bytes, announced or not', async () => {
    const host = await served((_, response) => {
      for (let piece = 0; piece < 50; piece++) response.write('x'.repeat(100));
      response.end();
    });
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toBe('! too-large 1000');
    expect(await outcomeOf(`http://${host}/`, { allowed: [host], bytes: 5_000 })).toHaveLength(5_000);
    const announced = await servedRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n');
    });
    expect(await outcomeOf(`http://${announced}/`, { allowed: [announced] })).toBe('! too-large 1000');
  });

  it('not the memory of an answer without end', async () => {
    let sent = 0;
    const host = await served((_, response) => {
      const more = () => {
        do sent += 65_536;
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
      response.on('close', () => response.off('drain', more));
    });
    expect(await outcomeOf(`http://${host}/`, { allowed: [host], bytes: 100_000 })).toBe(
      '! too-large 100000',
    );
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('no more time: silence, a drip, headers that never end, a name that nobody answers for', async () => {
    const silent = await served(() => undefined);
    const dripping = await served((_, response) => {
      const timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    });
    const headers = await servedRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('a: b\r\n'), 5);
      socket.on('close', () => clearInterval(timer));
    });
    for (const host of [silent, dripping, headers])
      expect(await outcomeOf(`http://${host}/`, { allowed: [host], milliseconds: 100 })).toBe(
        '! timeout 0.1',
      );
    const resolve: Resolve = () => new Promise(() => undefined);
    expect(await outcomeOf('http://a.vn/', { allowed: ['a.vn'], milliseconds: 100, resolve })).toBe(
      '! timeout 0.1',
    );
  });

  it.each([
    ['a length that is too long', 'content-length: 10\r\n\r\nx', /^! connection-lost$/],
    ['a length that is too short', 'content-length: 1\r\n\r\nxyz', /^(x|! other)$/],
    ['a length below nothing', 'content-length: -1\r\n\r\nx', /^! other$/],
    ['a length that is no number', 'content-length: 0x1\r\n\r\nx', /^! other$/],
    ['two lengths', 'content-length: 1\r\ncontent-length: 2\r\n\r\nxy', /^! other$/],
    [
      'a length beside pieces',
      'content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n',
      /^! other$/,
    ],
    ['a piece that is cut off', 'transfer-encoding: chunked\r\n\r\nff\r\nx', /^! connection-lost$/],
    ['too many headers', `a: ${'x'.repeat(100_000)}\r\n\r\nx`, /^! other$/],
    ['something packed', 'content-encoding: gzip\r\n\r\nx', /^! packed$/],
  ])('%s', async (_, rest, outcome) => {
    const host = await servedRaw(`HTTP/1.1 200 OK\r\n${rest}`);
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toMatch(outcome);
  });

  it.each([
    ['HTTP/1.1 404 Not Found\r\n\r\n', '! http-status 404'],
    ['HTTP/1.1 206 Partial Content\r\n\r\nx', '! http-status 206'],
    ['HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n', '! http-status 101'],
    ['SSH-2.0-OpenSSH_9.7\r\n', '! other'],
  ])('%j', async (answer, outcome) => {
    const host = await servedRaw(answer);
    expect(await outcomeOf(`http://${host}/`, { allowed: [host] })).toBe(outcome);
  });
});
