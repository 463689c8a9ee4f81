/** The HTTP services, asked and judged by openssl, and by requests that are broken in one place each. */
import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock, systemClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { pem } from '../authorities.ts';
import {
  createPki,
  type IssuedCertificate,
  type Pki,
  parsePkiDescription,
  type ServedPki,
} from '../index.ts';

const root = mkdtempSync(join(tmpdir(), 'congvu-pki-http-'));
const example = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
const at = (name: string) => join(root, name);
const options: ExecFileSyncOptions = { stdio: 'pipe' };
let pki: Pki;
let served: ServedPki;
let issued: IssuedCertificate;

function openssl(...parameters: readonly string[]): string {
  const { stdout, stderr } = spawnSync('openssl', parameters);
  return `${stdout}${stderr}`;
}

/** openssl talks to the server of this very process, so it must not block it. */
async function opensslAsync(...parameters: readonly string[]): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) =>
    execFile('openssl', parameters, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`)),
  );
}

beforeAll(async () => {
  pki = await createPki({ description: parsePkiDescription(example), dir: at('pki'), clock: systemClock });
  served = await pki.serve();
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  issued = await pki.issue('chu-tich', publicKey.export({ type: 'spki', format: 'der' }));
  writeFileSync(at('cert.crt'), pem(issued.der));
});

afterAll(async () => {
  await served.close();
  pki.close();
  rmSync(root, { recursive: true, force: true });
});

describe('files', () => {
  it('serves CRLs and certificates as DER with their types', async () => {
    const crl = await fetch(`${served.url}/crl/sub.crl`);
    expect(crl.headers.get('content-type')).toBe('application/pkix-crl');
    const bytes = Buffer.from(await crl.arrayBuffer());
    expect(bytes.equals(readFileSync(join(pki.trustDir, 'sub.crl')))).toBe(true);
    const certificate = await fetch(`${served.url}/ca/sub.crt`);
    expect(certificate.headers.get('content-type')).toBe('application/pkix-cert');
    const parsed = new X509Certificate(Buffer.from(await certificate.arrayBuffer()));
    expect(new X509Certificate(issued.der).checkIssued(parsed)).toBe(true);
    expect((await fetch(`${served.url}/crl/..%2fkeys%2froot.key`)).status).toBe(404);
    expect((await fetch(`${served.url}/keys/root.key`)).status).toBe(404);
  });
});

describe.skipIf(!foreign('openssl').present)('OCSP', () => {
  const ask = (...more: readonly string[]) =>
    opensslAsync(
      ...['ocsp', '-issuer', join(pki.trustDir, 'sub.crt'), '-CAfile', join(pki.trustDir, 'root.crt')],
      ...['-url', `${served.url}/ocsp`, '-resp_text', ...more],
    );
  const post = async (body: Uint8Array, type = 'application/ocsp-request') =>
    fetch(`${served.url}/ocsp`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.from(body),
    });
  const requestFor = (...more: readonly string[]) => {
    openssl('ocsp', '-issuer', join(pki.trustDir, 'sub.crt'), ...more, '-reqout', at('request.der'));
    return readFileSync(at('request.der'));
  };

  it.each(['-sha1', '-sha256'])('says good, with the nonce, for CertIDs made with %s', async (hash) => {
    const text = await ask(hash, '-cert', at('cert.crt'));
    expect(text).toContain('Response verify OK');
    expect(text).toContain('cert.crt: good');
    expect(text).toContain('OCSP Nonce');
    expect(text).not.toMatch(/WARNING|nonce/);
  });

  it('says revoked with time and reason at once, and unknown for what was never issued', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = await pki.issue('giam-doc-so', publicKey.export({ type: 'spki', format: 'der' }));
    writeFileSync(at('other.crt'), pem(other.der));
    await pki.revoke(other.serial, { at: new Date('2026-01-02T03:04:05Z'), reason: 'keyCompromise' });
    const revoked = await ask('-cert', at('other.crt'), '-cert', at('cert.crt'));
    expect(revoked).toMatch(/other\.crt: revoked[\s\S]*Reason: keyCompromise[\s\S]*Jan {2}2 03:04:05 2026/);
    expect(revoked).toContain('cert.crt: good');
    expect(await ask('-serial', '0x1234')).toContain('0x1234: unknown');
  });

  it('answers GET as well', async () => {
    const request = requestFor('-cert', at('cert.crt'));
    const url = `${served.url}/ocsp/${encodeURIComponent(request.toString('base64'))}`;
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('application/ocsp-response');
    writeFileSync(at('response.der'), Buffer.from(await response.arrayBuffer()));
    const text = openssl(
      ...['ocsp', '-respin', at('response.der'), '-no_nonce', '-issuer'],
      ...[join(pki.trustDir, 'sub.crt'), '-CAfile', join(pki.trustDir, 'root.crt'), '-cert', at('cert.crt')],
    );
    expect(text).toContain('Response verify OK');
    expect(text).toContain('cert.crt: good');
  });

  it('is not authorised to speak for the root', async () => {
    const text = await opensslAsync(
      ...['ocsp', '-issuer', join(pki.trustDir, 'root.crt'), '-cert', join(pki.trustDir, 'sub.crt')],
      ...['-url', `${served.url}/ocsp`],
    );
    expect(text).toContain('unauthorized (6)');
  });

  it('calls broken requests malformed, whatever is broken', async () => {
    const sound = requestFor('-cert', at('cert.crt'));
    const malformed = Buffer.from('30030a0101', 'hex');
    const broken = [
      new Uint8Array(),
      Buffer.from('not DER'),
      sound.subarray(0, sound.length - 1),
      Buffer.concat([sound, Buffer.of(0)]),
      Buffer.from('3080', 'hex'),
      Buffer.from('30053003300130', 'hex'),
    ];
    for (const body of broken) {
      const response = await post(body);
      expect(Buffer.from(await response.arrayBuffer()).equals(malformed)).toBe(true);
    }
    const get = await fetch(`${served.url}/ocsp/${encodeURIComponent('***')}`);
    expect(Buffer.from(await get.arrayBuffer()).equals(malformed)).toBe(true);
    for (let index = 0; index < sound.length; index += 1) {
      const damaged = Buffer.from(sound);
      damaged[index] = (damaged[index] ?? 0) ^ 0xff;
      const response = await post(damaged);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer())[0]).toBe(0x30);
    }
  });

  it('refuses other types and too much', async () => {
    expect((await post(Buffer.from('x'), 'text/plain')).status).toBe(415);
    expect((await post(Buffer.from('x'), 'application/timestamp-query')).status).toBe(415);
    expect((await post(Buffer.alloc(70_000))).status).toBe(413);
  });
});

describe.skipIf(!foreign('openssl').present)('time stamps', () => {
  const query = (...more: readonly string[]) => {
    writeFileSync(at('data'), 'Công văn số 1/UBND');
    execFileSync('openssl', ['ts', '-query', '-data', at('data'), '-out', at('query.tsq'), ...more], options);
    return readFileSync(at('query.tsq'));
  };
  const stamp = async (body: Uint8Array, type = 'application/timestamp-query') => {
    const headers = { 'content-type': type };
    const response = await fetch(`${served.url}/tsa`, { method: 'POST', headers, body: Buffer.from(body) });
    writeFileSync(at('reply.tsr'), Buffer.from(await response.arrayBuffer()));
    return response;
  };
  const shown = () => openssl('ts', '-reply', '-in', at('reply.tsr'), '-text');
  const verified = (...more: readonly string[]) =>
    openssl(
      ...['ts', '-verify', '-in', at('reply.tsr'), '-CAfile', join(pki.trustDir, 'root.crt')],
      ...['-untrusted', join(pki.trustDir, 'sub.crt'), ...more],
    );

  it.each(['-sha256', '-sha384', '-sha512'])('stamps a %s digest so that openssl verifies', async (hash) => {
    const response = await stamp(query(hash, '-cert'));
    expect(response.headers.get('content-type')).toBe('application/timestamp-reply');
    expect(verified('-queryfile', at('query.tsq'))).toContain('Verification: OK');
    expect(verified('-data', at('data'))).toContain('Verification: OK');
    expect(shown()).toContain('Policy OID: 1.3.6.1.4.1.58888.1.1');
    expect(shown()).toContain('Accuracy: 0x01 seconds');
    expect(shown()).toMatch(/Nonce: 0x[0-9A-F]+/);
  });

  it('leaves the certificate out unless it is asked for', async () => {
    await stamp(query('-sha256'));
    const withOut = readFileSync(at('reply.tsr')).length;
    expect(verified('-queryfile', at('query.tsq'))).toContain('Verification: FAILED');
    writeFileSync(
      at('services.pem'),
      readFileSync(join(pki.trustDir, 'sub.crt'), 'utf8') +
        readFileSync(join(pki.dir, 'authorities', 'tsa.crt'), 'utf8'),
    );
    expect(verified('-queryfile', at('query.tsq'), '-untrusted', at('services.pem'))).toContain(
      'Verification: OK',
    );
    await stamp(query('-sha256', '-cert'));
    expect(readFileSync(at('reply.tsr')).length).toBeGreaterThan(withOut + 1000);
  });

  it('writes a primitive eContent and signed attributes in DER order', async () => {
    await stamp(query('-sha256', '-cert', '-no_nonce'));
    openssl('ts', '-reply', '-in', at('reply.tsr'), '-token_out', '-out', at('token.der'));
    const lines = openssl('asn1parse', '-inform', 'DER', '-in', at('token.der')).split('\n');
    const content = lines.findIndex((line) => line.includes('id-smime-ct-TSTInfo'));
    expect(lines[content + 2]).toMatch(/prim: OCTET STRING/);
    const names = lines
      .slice(content + 3)
      .flatMap((line) => /:(contentType|id-smime-aa-\w+|messageDigest)/.exec(line)?.[1] ?? []);
    expect(names).toEqual(['contentType', 'messageDigest', 'id-smime-aa-signingCertificateV2']);
    expect(verified('-data', at('data'))).toContain('Verification: OK');
  });

  it('never uses a serial number twice', async () => {
    const serials = new Set<string>();
    for (let count = 0; count < 5; count += 1) {
      await stamp(query('-sha256'));
      serials.add(/Serial number: (0x[0-9A-F]+)/.exec(shown())?.[1] ?? '');
    }
    expect(serials.size).toBe(5);
  });

  it('stamps with the clock that was passed in', async () => {
    const frozen = await createPki({
      description: pki.description,
      dir: at('frozen'),
      clock: fixedClock('2026-02-03T04:05:06.789Z'),
    });
    const other = await frozen.serve();
    const response = await fetch(`${other.url}/tsa`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: query('-sha256', '-cert'),
    });
    writeFileSync(at('reply.tsr'), Buffer.from(await response.arrayBuffer()));
    expect(shown()).toContain('Time stamp: Feb  3 04:05:06 2026 GMT');
    await other.close();
    frozen.close();
  });

  it.each([
    ['an old hash', () => query('-sha1'), 'badAlg|unrecognized or unsupported algorithm'],
    [
      'another policy',
      () => query('-sha256', '-tspolicy', '1.2.3.4'),
      'unacceptedPolicy|policy is not supported',
    ],
    ['no bytes', () => new Uint8Array(), 'badDataFormat|data submitted has the wrong format'],
    ['no DER', () => Buffer.from('hello'), 'data submitted has the wrong format'],
    ['bytes after the end', () => Buffer.concat([query('-sha256'), Buffer.of(0)]), 'the wrong format'],
    [
      'version 2',
      () => Buffer.from(query('-sha256').toString('hex').replace('020101', '020102'), 'hex'),
      'transaction not permitted or supported',
    ],
  ])('refuses %s with its own failure', async (_name, body, failure) => {
    const response = await stamp(body());
    expect(response.status).toBe(200);
    expect(shown()).toContain('Status: Rejected.');
    expect(shown()).toMatch(new RegExp(`Failure info:.*(${failure})`));
  });

  it('refuses extensions and other types', async () => {
    const sound = query('-sha256', '-no_nonce');
    const extended = Buffer.concat([
      sound,
      Buffer.from('a00b300930070603 2a0304 0400'.replaceAll(' ', ''), 'hex'),
    ]);
    extended[1] = extended.length - 2;
    await stamp(extended);
    expect(shown()).toContain('extension is not supported');
    expect((await stamp(sound, 'application/octet-stream')).status).toBe(415);
  });
});

describe('the port', () => {
  it('says when it is taken', async () => {
    const port = Number(new URL(served.url).port);
    await expect(pki.serve({ port })).rejects.toMatchObject({ code: 'PKI_PORT_IN_USE', exit: 2 });
  });
});

describe.skipIf(!foreign('openssl').present)('services with keys on elliptic curves', () => {
  it.each(['p-256', 'p-384'] as const)('%s signs OCSP answers and time stamps', async (type) => {
    const keys = { ...pki.description.keys, authorities: type, services: type };
    const dir = at(`pki-${type}`);
    const other = await createPki({ description: { ...pki.description, keys }, dir, clock: systemClock });
    const running = await other.serve();
    const trust = ['-CAfile', join(other.trustDir, 'root.crt')];
    const issuer = join(other.trustDir, 'sub.crt');
    const status = ['ocsp', '-issuer', issuer, '-cert', join(dir, 'authorities/tsa.crt'), ...trust];
    const answer = await opensslAsync(...status, '-url', `${running.url}/ocsp`);
    expect(answer).toContain('Response verify OK');
    expect(answer).toContain('tsa.crt: good');
    writeFileSync(at('data'), 'x');
    openssl('ts', '-query', '-data', at('data'), '-sha256', '-cert', '-out', at('query.tsq'));
    const response = await fetch(`${running.url}/tsa`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: readFileSync(at('query.tsq')),
    });
    writeFileSync(at('reply.tsr'), Buffer.from(await response.arrayBuffer()));
    const check = ['ts', '-verify', '-in', at('reply.tsr'), '-queryfile', at('query.tsq'), ...trust];
    expect(openssl(...check, '-untrusted', issuer)).toContain('Verification: OK');
    await running.close();
    other.close();
  });
});
