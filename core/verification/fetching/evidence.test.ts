/** A file whose certificates name where everything missing is published: asked where allowed, and judged as ever. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { oids } from '../der/oids.ts';
import { trustStore } from '../path/trust.ts';
import { certificate, crl, extension, type Identity } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { objectIdentifier, sequence } from '../testing/der.ts';
import { distributionPoints, general } from '../testing/extensions.ts';
import { now, personSigns } from '../testing/hand-made.ts';
import { ocspResponse } from '../testing/ocsp.ts';
import { askingAt, examineAsking } from './examine.ts';

const access = (url: string, method: string) =>
  extension(oids.authorityInfoAccess, false, sequence(sequence(objectIdentifier(method), general.uri(url))));

let server: Server;
let host = '';
const published = new Map<string, Uint8Array>();
const asked: string[] = [];
let root: Identity;
let sub: Identity;
const serials = { byList: 0x61, byResponder: 0x62, revoked: 0x63, elsewhere: 0x64, rubbish: 0x65 };

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const content = published.get(request.url ?? '');
    request.resume();
    if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  root = certificate({ name: 'Root' });
  sub = certificate({
    name: 'Sub',
    issuer: root,
    more: [distributionPoints({ uri: `http://${host}/root.crl` })],
  });
  published.set('/sub.crt', sub.der);
  published.set('/root.crl', crl({ issuer: root }));
  published.set(
    '/sub.crl',
    crl({ issuer: sub, revoked: [{ serial: serials.revoked, at: '2026-03-01T00:00:00Z' }] }),
  );
  published.set('/ocsp', ocspResponse({ issuer: sub, serial: serials.byResponder }));
  published.set('/rubbish', Buffer.from('<html>'));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

/** Signed by a certificate with this serial and these places; only its own certificate is inside. */
function signed(serial: number, ...more: readonly Uint8Array[]): Buffer {
  const signer = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, serial, more });
  const sign = (bytes: readonly Uint8Array[]) =>
    cms({ signer, issuer: sub, signed: bytes, certificates: [signer] });
  return personSigns(undefined, { sign });
}

const list = () => distributionPoints({ uri: `http://${host}/sub.crl` });
const issuerAndList = () => [access(`http://${host}/sub.crt`, oids.caIssuers), list()];

async function examined(pdf: Uint8Array, hosts: readonly string[], known: readonly Identity[] = [root]) {
  const trust = trustStore({ certificates: known.map(({ der }) => der) });
  const policy = { trust, at: new Date(now), regulation: 'none' } as const;
  const { report, asked: questions } = await examineAsking(pdf, policy, askingAt(hosts));
  return {
    verdict: `${report.verdict} ${report.reason}`,
    codes: questions.map(({ error }) => error?.code ?? 'answered'),
  };
}

describe('what is missing', () => {
  it('is asked for at allowed hosts: the issuer, then lists', async () => {
    const pdf = signed(serials.byList, ...issuerAndList());
    expect(await examined(pdf, [host])).toEqual({
      verdict: 'TOTAL-PASSED OK',
      codes: ['answered', 'answered', 'answered'],
    });
  });

  it('is asked of a responder where no list is named', async () => {
    const pdf = signed(serials.byResponder, access(`http://${host}/ocsp`, oids.ocsp));
    expect((await examined(pdf, [host], [root, sub])).verdict).toBe('TOTAL-PASSED OK');
  });

  it('may be a revocation', async () => {
    const pdf = signed(serials.revoked, ...issuerAndList());
    expect((await examined(pdf, [host])).verdict).toBe('INDETERMINATE CERTIFICATE_REVOKED');
  });

  it('stays missing, and nothing is asked, where no host is allowed', async () => {
    asked.length = 0;
    const pdf = signed(serials.byList, ...issuerAndList());
    expect(await examined(pdf, ['a.vn'])).toEqual({
      verdict: 'INDETERMINATE CERTIFICATE_UNTRUSTED',
      codes: ['VERIFY_FETCH_REFUSED'],
    });
    expect(asked).toEqual([]);
  });

  it('stays missing when the answer is rubbish, or of another certificate', async () => {
    const rubbish = signed(serials.rubbish, distributionPoints({ uri: `http://${host}/rubbish` }));
    expect(await examined(rubbish, [host], [root, sub])).toEqual({
      verdict: 'INDETERMINATE REVOCATION_UNKNOWN',
      codes: ['answered', 'VERIFY_FETCH_FAILED'],
    });
    const other = signed(serials.elsewhere, access(`http://${host}/ocsp`, oids.ocsp));
    expect((await examined(other, [host], [root, sub])).verdict).toBe('INDETERMINATE REVOCATION_UNKNOWN');
  });
});

describe('congvu verify --allow-host', () => {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-fetching-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const congvu = (...parameters: readonly string[]) => congvuVerb('verify', ...parameters);
  const congvuVerb = (...parameters: readonly string[]) =>
    new Promise<{ readonly out: string; readonly error: string }>((ended) => {
      const command = [join(projectRoot, 'bin/congvu.js'), ...parameters];
      execFile(process.execPath, command, { cwd: dir }, (_, out, error) => ended({ out, error }));
    });

  it('asks for one file and for many, and says what came to nothing', async () => {
    mkdirSync(join(dir, 'trust'));
    writeFileSync(join(dir, 'trust', 'root.crt'), new X509Certificate(root.der).toString());
    writeFileSync(join(dir, 'a.pdf'), signed(serials.byList, ...issuerAndList()));
    writeFileSync(join(dir, 'b.pdf'), signed(serials.revoked, ...issuerAndList()));
    const common = ['--trust', 'trust', '--at', now, '--regulation', 'none', '--json'];
    const reasons = (out: string) =>
      out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { reason: string }).reason);
    const one = await congvu('a.pdf', ...common, '--allow-host', 'a.vn', '--allow-host', host);
    expect([(JSON.parse(one.out) as { reason: string }).reason, one.error]).toEqual(['OK', '']);
    const many = await congvu('a.pdf', 'b.pdf', ...common, '--allow-host', host);
    expect(reasons(many.out)).toEqual(['OK', 'CERTIFICATE_REVOKED']);
    const none = await congvu('a.pdf', 'b.pdf', ...common, '--allow-host', 'a.vn');
    expect(reasons(none.out)).toEqual(['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_UNTRUSTED']);
    expect(none.error).toContain('VERIFY_FETCH_REFUSED');
    const named = await congvu('a.pdf', ...common, '--allow-private', host);
    expect(JSON.parse(named.out)).toMatchObject({ reason: 'OK' });
    for (const wrong of [
      ['--allow-host', 'http://a.vn/'],
      ['--allow-private', '.gov.vn'],
    ])
      expect((await congvu('a.pdf', ...common, ...wrong)).error).toContain('VERIFY_HOST_INVALID');
  });

  it('asks for an audit and for stored facts as well', async () => {
    const common = ['--trust', 'trust', '--at', now, '--regulation', 'none', '--json'];
    const audited = await congvuVerb('audit', '.', ...common, '--allow-host', host, '--out', 'report');
    expect(JSON.parse(audited.out)).toMatchObject({
      hosts: [host],
      tally: {
        verdicts: { 'TOTAL-PASSED': 1 },
        reasons: [{ reason: 'CERTIFICATE_REVOKED', documents: 1 }],
      },
    });
    await congvuVerb('facts', 'a.pdf', '--out', 'a.json');
    const judged = await congvuVerb('judge', 'a.json', ...common, '--allow-host', host);
    expect([JSON.parse(judged.out), judged.error]).toEqual([expect.objectContaining({ reason: 'OK' }), '']);
    const refused = await congvuVerb('judge', 'a.json', ...common, '--allow-host', 'a.vn');
    expect(JSON.parse(refused.out)).toMatchObject({ reason: 'CERTIFICATE_UNTRUSTED' });
    expect(refused.error).toContain('VERIFY_FETCH_REFUSED');
  });
});
