import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { readElement } from '../cms/der.ts';
import { timeStampFor } from './time-stamp.ts';

const openssl = foreign('openssl');
const data = Buffer.from('the value of a signature');

describe.skipIf(!openssl.present)('a time stamp of openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-tsa-'));
  const at = (name: string) => join(folder, name);
  const run = (parameters: readonly string[]) =>
    execFileSync(openssl.path, [...parameters], { stdio: 'pipe' });
  /** What the server does with a request and the true answer to it. */
  let answer: (request: Buffer, truth: (request: Buffer) => Buffer) => { status?: number; body: Buffer };
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const subject = ['-subj', '/C=VN/CN=Test time stamps', '-days', '3000', '-nodes'];
    const purpose = ['-addext', 'extendedKeyUsage=critical,timeStamping'];
    run([
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-keyout',
      at('key'),
      '-out',
      at('pem'),
      ...subject,
      ...purpose,
    ]);
    writeFileSync(at('serial'), '01\n');
    writeFileSync(
      at('cnf'),
      `[tsa]\ndefault_tsa=t\n[t]\nserial=${at('serial')}\nsigner_cert=${at('pem')}\ncerts=${at('pem')}\nsigner_key=${at('key')}\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\ness_cert_id_alg=sha256\n`,
    );
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { status = 200, body } = answer(Buffer.concat(chunks), stamped);
        response.writeHead(status, { 'content-type': 'application/timestamp-reply' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  function stamped(request: Buffer): Buffer {
    writeFileSync(at('query'), request);
    run([
      'ts',
      '-reply',
      '-config',
      at('cnf'),
      '-section',
      't',
      '-queryfile',
      at('query'),
      '-out',
      at('reply'),
    ]);
    return readFileSync(at('reply'));
  }

  it('is taken as it is, and openssl verifies it', async () => {
    answer = (request, truth) => ({ body: truth(request) });
    const token = await timeStampFor(data, { url });
    expect(readElement(token).bytes.length).toBe(token.length);
    writeFileSync(at('token'), token);
    writeFileSync(at('data'), data);
    const names = ['-in', at('token'), '-token_in', '-data', at('data'), '-CAfile', at('pem')];
    expect(run(['ts', '-verify', ...names]).toString()).toContain('Verification: OK');
  });

  const otherData = (request: Buffer) => {
    const copy = Buffer.from(request);
    // The imprint follows its length 0x20: change its first byte.
    const imprint = copy.indexOf(Buffer.from('0420', 'hex')) + 2;
    copy[imprint] = (copy[imprint] ?? 0) ^ 1;
    return copy;
  };
  const flipped = (reply: Buffer, from: number) => {
    const copy = Buffer.from(reply);
    copy[copy.length - from] = (copy[copy.length - from] ?? 0) ^ 1;
    return copy;
  };
  const cases: readonly (readonly [string, typeof answer, string])[] = [
    [
      'stamps other data',
      (request, truth) => ({ body: truth(otherData(request)) }),
      'SIGN_TIME_STAMP_INVALID',
    ],
    [
      'has a broken signature',
      (request, truth) => ({ body: flipped(truth(request), 8) }),
      'SIGN_TIME_STAMP_INVALID',
    ],
    [
      'is cut short',
      (request, truth) => ({ body: truth(request).subarray(0, 300) }),
      'SIGN_TIME_STAMP_INVALID',
    ],
    ['is empty', () => ({ body: Buffer.alloc(0) }), 'SIGN_TIME_STAMP_INVALID'],
    ['is a refusal', () => ({ body: Buffer.from('30053003020102', 'hex') }), 'SIGN_TIME_STAMP_REFUSED'],
    [
      'is an error of the server',
      () => ({ status: 500, body: Buffer.from('no') }),
      'SIGN_TIME_STAMP_UNREACHABLE',
    ],
    ['has no end', () => ({ body: Buffer.alloc(200_000) }), 'SIGN_TIME_STAMP_UNREACHABLE'],
    ['is a page', () => ({ body: Buffer.from('<html></html>') }), 'SIGN_TIME_STAMP_INVALID'],
  ];

  it.each(cases)('is refused when the answer %s', async (_, bad, code) => {
    answer = bad;
    await expect(timeStampFor(data, { url })).rejects.toMatchObject({ code });
  });

  it('is refused when it answers an earlier request', async () => {
    let earlier: Buffer | undefined;
    answer = (request, truth) => {
      earlier ??= truth(request);
      return { body: earlier };
    };
    await timeStampFor(data, { url });
    await expect(timeStampFor(data, { url })).rejects.toMatchObject({
      code: 'SIGN_TIME_STAMP_INVALID',
      message: expect.stringContaining('another request'),
      vietnamese: { message: expect.stringContaining('câu trả lời là của yêu cầu khác') },
    });
  });

  it('is not asked for with a password in the address', async () => {
    const attempt = timeStampFor(data, { url: url.replace('//', '//user:13572468@') });
    await expect(attempt).rejects.toMatchObject({
      code: 'SIGN_ADDRESS_SECRET',
      message: expect.not.stringContaining('13572468'),
    });
  });

  it('is not asked for elsewhere, wherever a redirection leads', async () => {
    let asked = 0;
    const turning = createServer((request, response) => {
      asked += 1;
      request.resume();
      response.writeHead(307, { location: url }).end();
    });
    await new Promise<void>((resolve) => turning.listen(0, '127.0.0.1', resolve));
    const { port } = turning.address() as AddressInfo;
    const attempt = timeStampFor(data, { url: `http://localhost:${port}/` });
    await expect(attempt).rejects.toMatchObject({
      code: 'SIGN_TIME_STAMP_UNREACHABLE',
      message: expect.stringContaining('posted'),
      vietnamese: { message: expect.stringContaining('chuyển hướng câu hỏi đã gửi') },
    });
    expect(asked).toBe(1);
    turning.close();
  });

  it('is refused when nobody listens', async () => {
    const deaf = createServer();
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port } = deaf.address() as AddressInfo;
    await new Promise((resolve) => deaf.close(resolve));
    const attempt = timeStampFor(data, { url: `http://127.0.0.1:${port}/` });
    await expect(attempt).rejects.toMatchObject({
      code: 'SIGN_TIME_STAMP_UNREACHABLE',
      vietnamese: { message: expect.stringContaining('máy chủ từ chối kết nối (ECONNREFUSED)') },
    });
  });

  it('says in Vietnamese what a server answers instead', async () => {
    const said = async (bad: typeof answer) => {
      answer = bad;
      const error: unknown = await timeStampFor(data, { url }).catch((thrown: unknown) => thrown);
      return error instanceof CongvuError ? error.vietnamese?.message : undefined;
    };
    const broken = () => ({ status: 500, body: Buffer.from('no') });
    expect(await said(broken)).toMatch(/máy chủ báo lỗi HTTP 500$/);
    expect(await said(() => ({ body: Buffer.alloc(200_000) }))).toMatch(
      /câu trả lời lớn hơn 65536 byte nên bị bỏ$/,
    );
    const other: typeof answer = (request, truth) => ({ body: truth(otherData(request)) });
    expect(await said(other)).toMatch(/dấu thời gian đóng cho dữ liệu khác$/);
  });
});
