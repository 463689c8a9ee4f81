/** Beside a file in two phases: the command line has no key, openssl cms, BouncyCastle and our own verification judge. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { createPki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { trustStore, verifyDetached } from '../../verification/index.ts';
import { type TestPki, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { completeFile } from '../two-phase/two-phase-files.ts';
import { judgedByPdfbox } from './judges.ts';

const at = '2026-11-22T02:30:15Z';
const silent: Terminal = { print: () => {}, printJson: () => {}, note: () => {}, interactive: false };
const folder = mkdtempSync(join(tmpdir(), 'cv-2d'));
const path = (name: string) => join(folder, name);
const content = Buffer.from('Số liệu;2026\nHải Phòng;1\n');
let pki: TestPki;
let served: ServedPki;
let agency: TokenSigner;

beforeAll(async () => {
  pki = await testPki();
  agency = await agencyWith('rsa');
  writeFileSync(path('root.pem'), pki.rootPem);
  const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
  const stamps = await createPki({
    description: parsePkiDescription(yaml),
    dir: path('pki'),
    clock: fixedClock(at),
  });
  served = await stamps.serve();
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

const agencyWith = (key: 'rsa' | 'p-256') =>
  pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001', key });

function congvu(...parameters: readonly string[]) {
  const run = spawnSync(process.execPath, [join(projectRoot, 'bin/congvu.js'), ...parameters], {
    cwd: folder,
  });
  return { code: run.status, stdout: run.stdout.toString(), stderr: run.stderr.toString() };
}

/** A file of its own, and what `prepare` says of it. */
function prepared(name: string, { certificate, chain }: TokenSigner, ...more: readonly string[]) {
  writeFileSync(path(name), content);
  const pem = (der: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;
  writeFileSync(path('signer.pem'), [certificate, ...chain].map(pem).join(''));
  return congvu(
    ...['prepare', name, '--detached', '--as', 'attachment', '--at', at],
    ...['--certificate', 'signer.pem', ...more],
  );
}

/** The key's part, of what `prepare` wrote. */
async function sign(stateFile: string, signer: TokenSigner): Promise<void> {
  const { attributes } = JSON.parse(readFileSync(path(stateFile), 'utf8')) as { attributes: string };
  writeFileSync(path('value'), await signer.sign(Buffer.from(attributes, 'base64')));
}

const complete = (name: string, ...more: readonly string[]) =>
  congvu('complete', name, '--detached', '--signature', 'value', '--at', at, ...more);

const report = (name: string, data: Uint8Array = content) =>
  verifyDetached([{ name, der: readFileSync(path(name)) }], data, {
    ...{ trust: trustStore({ certificates: [pki.rootDer] }), at: new Date(at) },
    ...{ regulation: 'hai-phong-2025', as: 'attachment' },
  });

function judgedByOpensslCms(name: string, file: string): void {
  const names = ['-in', path(name), '-content', path(file), '-out', path('out')];
  const options = ['-inform', 'DER', '-binary', '-cades', '-purpose', 'any', '-CAfile', path('root.pem')];
  execFileSync(foreign('openssl').path, ['cms', '-verify', ...options, ...names], { stdio: 'pipe' });
}

describe.each(['rsa', 'p-256'] as const)('with a key of %s', (key) => {
  it('the value completes a signature that outsiders accept, and the file stays as it was', async () => {
    const signer = await agencyWith(key);
    const name = `${key}.csv`;
    const first = prepared(name, signer);
    expect([first.code, first.stderr]).toEqual([0, '']);
    const { digest, scheme } = JSON.parse(readFileSync(path(`${name}.p7s.json`), 'utf8')) as {
      digest: string;
      scheme: string;
    };
    expect(first.stdout.trim()).toBe(`${scheme} ${digest}`);
    expect(existsSync(path(`${name}.p7s`))).toBe(false);
    await sign(`${name}.p7s.json`, signer);
    const second = complete(name);
    expect([second.code, second.stderr, second.stdout.trim()]).toEqual([0, '', `${name} → ${name}.p7s`]);
    expect(readFileSync(path(name)).equals(content)).toBe(true);

    writeFileSync(path('other'), 'x');
    if (foreign('openssl').present) {
      judgedByOpensslCms(`${name}.p7s`, name);
      expect(() => judgedByOpensslCms(`${name}.p7s`, 'other')).toThrow();
    }
    const question = { file: path(`${name}.p7s`), roots: path('root.pem'), content: path(name) };
    await judgedByPdfbox({ ...question, at: new Date(at) }, 1);
    // The trust has no lists here: everything else is in order.
    expect(report(`${name}.p7s`)).toMatchObject({
      reason: 'REVOCATION_UNKNOWN',
      signatures: [
        { integrity: 'intact', signingTime: { time: '2026-11-22T02:30:15.000Z', source: 'claimed' } },
      ],
    });
    expect(report(`${name}.p7s`, Buffer.from('x'))).toMatchObject({ reason: 'INTEGRITY_BROKEN' });
  });
});

it('a time stamp makes it B-T', async () => {
  prepared('stamped.csv', agency, '--out', 'stamped.p7s');
  await sign('stamped.p7s.json', agency);
  const options = ['--out', 'stamped.p7s', '--level', 'b-t'];
  expect(complete('stamped.csv', ...options)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('SIGN_OPTION_MISSING'),
  });
  // In this process, where the server is.
  const stamped = {
    detached: true,
    signature: path('value'),
    at,
    level: 'b-t',
    timeStamp: `${served.url}/tsa`,
  };
  await completeFile(path('stamped.csv'), { ...stamped, out: path('stamped.p7s') }, silent);
  expect(report('stamped.p7s').signatures).toMatchObject([{ integrity: 'intact' }]);
  expect(readFileSync(path('stamped.p7s')).includes(Buffer.from('060b2a864886f70d010910020e', 'hex'))).toBe(
    true,
  );
});

type Refusal = [what: string, code: string, change: () => void, options?: string[]];

describe('is refused, and nothing is written,', () => {
  it.each<Refusal>([
    [
      'with a value of something else',
      'SIGN_KEY_MISMATCH',
      () => writeFileSync(path('value'), Buffer.alloc(256, 7)),
    ],
    ['over a file that was changed', 'SIGN_STATE_INVALID', () => writeFileSync(path('a.csv'), 'x')],
    ['at a level for PDF', 'SIGN_OPTION_INVALID', () => undefined, ['--level', 'b-lta']],
    ['with the state of a PDF', 'SIGN_STATE_INVALID', () => otherState({ byteRange: [0, 1, 2, 3] })],
    [
      'with a day that is none',
      'SIGN_STATE_INVALID',
      () => otherState({ signingTime: '2026-13-41T00:00:00.000Z' }),
    ],
    [
      'with another time',
      'SIGN_STATE_INVALID',
      () => otherState({ signingTime: '2026-11-22T02:30:16.000Z' }),
    ],
    ['with a stranger in its chain', 'SIGN_STATE_INVALID', () => otherState({ chain: ['AAAA'] })],
  ])('%s', async (_, code, change, more = []) => {
    prepared('a.csv', agency, '--force');
    await sign('a.csv.p7s.json', agency);
    change();
    expect(complete('a.csv', ...more)).toMatchObject({ code: 2, stderr: expect.stringContaining(code) });
    expect(existsSync(path('a.csv.p7s'))).toBe(false);
  });

  it('a second time without --force, over an input, for the wrong capacity and as an unknown one', () => {
    prepared('b.csv', agency);
    const refused = (...more: readonly string[]) => prepared('b.csv', agency, ...more).stderr;
    expect(refused()).toContain('SIGN_OUTPUT_EXISTS');
    writeFileSync(path('b.csv.json'), 'kept');
    expect(
      congvu(
        'prepare',
        'b.csv.json',
        '--detached',
        '--as',
        'attachment',
        '--certificate',
        'signer.pem',
        '--out',
        'b.csv',
        '--force',
      ).stderr,
    ).toContain('SIGN_OPTION_INVALID');
    expect(readFileSync(path('b.csv.json'), 'utf8')).toBe('kept');
    expect(refused('--force', '--as', 'personal')).toContain('SIGN_CERTIFICATE_KIND');
    expect(refused('--force', '--as', 'somehow')).toContain('SIGN_OPTION_INVALID');
  });

  it('of a PDF without --out, in either phase', () => {
    for (const verb of [
      ['prepare', '--as', 'invisible', '--certificate', 'signer.pem'],
      ['complete', '--signature', 'value'],
    ]) {
      expect(congvu(...verb, 'b.csv')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/SIGN_OPTION_INVALID.*--out.*--detached/),
      });
    }
  });
});

function otherState(change: object): void {
  const state = JSON.parse(readFileSync(path('a.csv.p7s.json'), 'utf8')) as object;
  writeFileSync(path('a.csv.p7s.json'), JSON.stringify({ ...state, ...change }));
}
