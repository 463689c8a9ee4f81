/** What a verdict says when an allowed address gives no usable answer: that it was asked, when, and what went wrong. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { allowList } from '../../fetching/allow-list.ts';
import { usualFetchLimits } from '../../fetching/limits.ts';
import { oids } from '../der/oids.ts';
import { trustStore } from '../path/trust.ts';
import { faultText, faultWords } from '../report/fault-text.ts';
import { reportText } from '../report/text.ts';
import type { Report } from '../report.ts';
import { certificate, crl, extension, type Identity } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { objectIdentifier, sequence } from '../testing/der.ts';
import { distributionPoints, general } from '../testing/extensions.ts';
import { now, personSigns } from '../testing/hand-made.ts';
import { type OcspOptions, ocspResponse } from '../testing/ocsp.ts';
import { asking } from './ask.ts';
import { examineAsking } from './examine.ts';

const access = (url: string, method: string) =>
  extension(oids.authorityInfoAccess, false, sequence(sequence(objectIdentifier(method), general.uri(url))));
const root = certificate({ name: 'Root' });
const sub = certificate({ name: 'Sub', issuer: root });
const rootCrl = crl({ issuer: root });
const askedOn = '2026-03-11T01:02:03.000Z';

/** About the signer that was made last. */
const answering =
  (changes: Partial<OcspOptions>): RequestListener =>
  (_, response) =>
    response.end(ocspResponse({ issuer: sub, serial: serial - 1, ...changes }));

const answers: Readonly<Record<string, RequestListener>> = {
  '/silent': () => undefined,
  '/500': (_, response) => response.writeHead(500).end('broken'),
  '/page': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.write('x');
    setImmediate(() => response.destroy());
  },
  '/drip': (_, response) => dripping(response, { 'content-length': 1000 }),
  '/drip-to-the-end': (_, response) => {
    response.useChunkedEncodingByDefault = false;
    dripping(response, { connection: 'close' });
  },
  '/short': (_, response) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { connection: 'close' });
    response.end(crl({ issuer: sub }).subarray(0, -5));
  },
  '/large': (_, response) => response.end(Buffer.alloc(16 * 1024 * 1024 + 1)),
  '/packed': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/later': (_, response) => response.end(Buffer.from([0x30, 3, 0x0a, 1, 3])),
  '/half': (_, response) => response.end(Buffer.from([0x30, 3, 0x0a, 1])),
  '/nonce': answering({ nonce: Buffer.alloc(16, 8) }),
  '/weak': answering({ hash: 'sha1' }),
  '/wrong': answering({ key: root.key }),
  '/foreign': answering({ signer: root }),
  '/another': answering({ serial: 1 }),
  '/times': answering({ nextUpdate: '2026-02-01T00:00:00Z' }),
  '/unknown': answering({ status: 'unknown' }),
  '/other': (_, response) => response.end(Buffer.from([0x30, 3, 0x0a, 1, 3, 0])),
  '/turn': (_, response) => response.writeHead(302, { location: '/turn' }).end(),
  '/sub.crl': (_, response) => response.end(crl({ issuer: sub })),
};

/** A byte now and then, for longer than anybody waits. */
function dripping(response: ServerResponse, headers: OutgoingHttpHeaders): void {
  response.writeHead(200, headers);
  const timer = setInterval(() => response.write('0'), 20);
  response.on('close', () => clearInterval(timer));
}

let server: Server;
let host = '';
let closed = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    answers[request.url ?? '']?.(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gone = createServer();
  await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
  closed = `127.0.0.1:${(gone.address() as AddressInfo).port}`;
  await new Promise((ended) => gone.close(ended));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((ended) => server.close(ended));
});

let serial = 0x70;
function signed(...more: readonly Uint8Array[]): Buffer {
  const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, serial: serial++, more });
  const sign = (bytes: readonly Uint8Array[]) =>
    cms({ signer, issuer: sub, signed: bytes, certificates: [signer] });
  return personSigns(undefined, { sign });
}

async function examined(pdf: Uint8Array, known: readonly Identity[] = [root, sub]): Promise<Report> {
  const trust = trustStore({ certificates: known.map(({ der }) => der), crls: [rootCrl] });
  const policy = { trust, at: new Date(now), regulation: 'none' } as const;
  const ask = asking({
    allowed: allowList([host, closed, 'gone.invalid', 'inside.vn', '.gov.vn']),
    nonce: () => Buffer.alloc(16, 7),
    clock: fixedClock(askedOn),
    limits: { milliseconds: 300, redirects: 2, document: usualFetchLimits.document },
    resolve: async (name) => {
      if (name.endsWith('.vn')) return ['127.0.0.1', '169.254.169.254', '::1'];
      throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    },
  });
  return (await examineAsking(pdf, policy, ask)).report;
}

const lists = (url: string) => distributionPoints({ uri: url });
const silent = () => `http://${host}/silent`;

describe('a list that did not come', () => {
  it.each([
    ['silence', () => silent(), 'timeout 0.3'],
    ['a port where nobody listens', () => `http://${closed}/a.crl`, 'connection-refused'],
    ['a name that nobody has', () => 'http://gone.invalid/a.crl', 'name-unknown'],
    ['HTTP 500', () => `http://${host}/500`, 'http-status 500'],
    ['a page', () => `http://${host}/page`, 'wrong-content'],
    ['half an answer', () => `http://${host}/cut`, 'connection-lost'],
    ['half an answer that ends as a whole one', () => `http://${host}/short`, 'cut-short 5'],
    ['a drip', () => `http://${host}/drip`, 'timeout 0.3'],
    ['a drip without a length', () => `http://${host}/drip-to-the-end`, 'timeout 0.3'],
    ['too much', () => `http://${host}/large`, `too-large ${16 * 1024 * 1024}`],
    ['a packed answer', () => `http://${host}/packed`, 'packed'],
    ['redirections', () => `http://${host}/turn`, 'redirected 2'],
    ['a host that is not allowed', () => 'http://elsewhere.com/a.crl', 'not-allowed'],
    ['a name that leads inside', () => 'http://inside.vn/a.crl', 'inside-network'],
    ['a name below a domain that leads inside', () => 'http://crl.gov.vn/a.crl', 'inside-network'],
  ])('for %s: the verdict says so, with address and time', async (_, url, fault) => {
    const report = await examined(signed(lists(url())));
    const values = { url: url(), asked: askedOn, fault };
    const holder = { name: 'An', serial: report.signatures[0]?.signer.certificateSerial };
    const missing = { code: 'LIST_NOT_FETCHED', values: { ...holder, ...values } };
    expect(report).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: 'REVOCATION_UNKNOWN',
      detail: { ...missing, field: 'Personal' },
      signatures: [{ detail: missing, revocation: { detail: missing } }],
      questions: [{ url: url(), about: 'list', certificate: holder, at: askedOn }],
    });
    expect(report.findings).toContainEqual({
      code: 'PLACE_UNANSWERED',
      severity: 'warning',
      field: null,
      detail: { code: 'PLACE_ASKED', values },
    });
    const [kind = ''] = fault.split(' ');
    for (const language of ['vi', 'en'] as const) {
      const text = reportText('a.pdf', report, language).join('\n');
      expect(faultWords[language]).toHaveProperty([kind]);
      expect(text).toContain(`${url()}, 2026-03-11 08:02:03 +07:00: ${faultText(fault, language)}`);
      const isAsked = kind !== 'not-allowed' && kind !== 'inside-network';
      const beginning = { vi: ['không hỏi, vì ', 'đã hỏi, '], en: ['not asked, since ', 'asked, '] }[
        language
      ];
      expect(text).toContain(`+07:00: ${beginning[isAsked ? 1 : 0]}`);
    }
  });
});

describe('a responder', () => {
  it.each([
    ['that declines', '/later', 'responder-status 3'],
    ['that answers something else', '/other', 'response-unreadable'],
    ['that is a web page', '/page', 'wrong-content'],
    ['that drips', '/drip-to-the-end', 'timeout 0.3'],
    ['whose response is cut short', '/half', 'cut-short 1'],
    ['that redirects what was posted', '/turn', 'redirected-post'],
    ['that repeats another nonce', '/nonce', 'response-nonce'],
    ['that signs with SHA-1', '/weak', 'response-weak'],
    ['whose signature is wrong', '/wrong', 'response-signature'],
    ['that nobody named', '/foreign', 'response-responder'],
    ['that answers about another', '/another', 'wrong-response'],
    ['whose times contradict each other', '/times', 'response-times'],
  ])('%s', async (_, path, fault) => {
    const report = await examined(signed(access(`http://${host}${path}`, oids.ocsp)));
    expect(report.detail?.values).toMatchObject({ url: `http://${host}${path}`, fault });
  });
});

describe('a responder that does not know the certificate', () => {
  it('has answered, and the verdict says what', async () => {
    const report = await examined(signed(access(`http://${host}/unknown`, oids.ocsp)));
    expect(report).toMatchObject({
      reason: 'REVOCATION_DATA_UNUSABLE',
      detail: { code: 'RESPONSE_STATUS_UNKNOWN', values: { responder: 'Sub' } },
      questions: [{ fault: null }],
    });
  });
});

describe('an issuer that did not come', () => {
  it('is why there is no path', async () => {
    const url = `http://${host}/500`;
    const report = await examined(signed(access(url, oids.caIssuers)), [root]);
    expect(report).toMatchObject({
      reason: 'CERTIFICATE_UNTRUSTED',
      detail: { code: 'ISSUER_NOT_FETCHED', values: { name: 'An', url, fault: 'http-status 500' } },
    });
  });
});

describe('where another place answered', () => {
  it('it is a note, and the verdict is that of the answer', async () => {
    const two = await examined(
      signed(distributionPoints({ uri: `http://${host}/500` }, { uri: `http://${host}/sub.crl` })),
    );
    expect(two.verdict).toBe('TOTAL-PASSED');
    expect(two.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['PLACE_UNANSWERED', 'note'],
    ]);
    expect(two.questions?.map(({ fault }) => fault)).toEqual([{ kind: 'http-status', value: 500 }, null]);
  });
});

describe('congvu verify --content --allow-host', () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-beside-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const congvu = (...parameters: readonly string[]) =>
    new Promise<{ readonly out: string; readonly error: string }>((ended) => {
      const command = [join(projectRoot, 'bin/congvu.js'), 'verify', ...parameters];
      execFile(process.execPath, command, { cwd: dir }, (_, out, error) => ended({ out, error }));
    });

  it('asks by the same rules, and says what came to nothing', async () => {
    const content = Buffer.from('a;b\n');
    const beside = (name: string, path: string) => {
      const more = [lists(`http://${host}${path}`)];
      const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, serial: serial++, more });
      const bytes = cms({ signer, issuer: sub, signed: [content], certificates: [signer, sub] });
      writeFileSync(join(dir, name), bytes);
    };
    mkdirSync(join(dir, 'trust'));
    writeFileSync(join(dir, 'trust', 'root.crt'), new X509Certificate(root.der).toString());
    writeFileSync(join(dir, 'trust', 'root.crl'), rootCrl);
    writeFileSync(join(dir, 'a.csv'), content);
    beside('good.p7s', '/sub.crl');
    beside('bad.p7s', '/500');
    const common = ['--content', 'a.csv', '--trust', 'trust', '--at', now, '--regulation', 'none', '--json'];
    const good = await congvu('good.p7s', ...common, '--allow-host', host);
    expect(JSON.parse(good.out)).toMatchObject({ reason: 'OK', questions: [{ fault: null }] });
    const bad = await congvu('bad.p7s', ...common, '--allow-host', host);
    expect(JSON.parse(bad.out)).toMatchObject({
      reason: 'REVOCATION_UNKNOWN',
      detail: { code: 'LIST_NOT_FETCHED', values: { fault: 'http-status 500' } },
    });
    expect(bad.error).toContain('VERIFY_FETCH_FAILED');
    const unasked = await congvu('good.p7s', ...common);
    expect(JSON.parse(unasked.out)).toMatchObject({ detail: { code: 'LIST_MISSING' } });
    const elsewhere = await congvu('good.p7s', ...common, '--allow-host', 'a.vn');
    expect(JSON.parse(elsewhere.out)).toMatchObject({ detail: { values: { fault: 'not-allowed' } } });
    expect((await congvu('good.p7s', ...common, '--allow-host', 'http://a.vn/')).error).toContain(
      'VERIFY_HOST_INVALID',
    );
  });
});
