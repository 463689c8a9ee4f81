/** Facts of signatures beside a file, and of first pages, on disk: judged later as they would be judged at once. */
import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../foundation/paths.ts';
import { detachedFacts, judgeDetached, verifyDetached } from '../../detached.ts';
import { certificate, crl } from '../../testing/authority.ts';
import { cms } from '../../testing/cms.ts';
import { agency, now, person, policy, root, sub } from '../../testing/hand-made.ts';
import { type Material, material } from '../../testing/material.ts';
import { factsDocument, readFactsDocument } from './document.ts';

const content = Buffer.from('Mã,Số lượng\r\nA,1\r\n');
const by = (signer: typeof person, over: Uint8Array = content) =>
  cms({ signer, issuer: sub, signed: [over], certificates: [signer, sub] });
const stranger = certificate({ name: 'Ai do', uid: 'CCCD:9' });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const stored = (ders: readonly Uint8Array[]): string => {
  const signatures = ders.map((der, index) => ({ name: `${index}.p7s`, der }));
  const beside = signatures.map(({ name, der }) => ({ file: name, sha256: sha256(der) }));
  return JSON.stringify(factsDocument('a.csv', content, detachedFacts(signatures, content), { beside }));
};

describe('facts of signatures beside a file', () => {
  it.each([
    ['one', [by(person)]],
    ['two', [by(person), by(agency)]],
    ['a broken one', [by(person, Buffer.from('other'))]],
    ['a stranger', [by(agency), cms({ signer: stranger, issuer: stranger, signed: [content] })]],
    ['an unreadable one', [Buffer.from('30030201', 'hex')]],
  ])('give the verdict that the files give, under any policy: %s', (_, ders) => {
    const { facts, beside } = readFactsDocument(stored(ders), 'x.json');
    expect(beside?.map(({ file }) => file)).toEqual(ders.map((_der, index) => `${index}.p7s`));
    const signatures = ders.map((der, index) => ({ name: `${index}.p7s`, der }));
    for (const changes of [
      {},
      { at: new Date('2040-01-01') },
      { regulation: 'none' as const },
      { as: 'attachment' as const },
    ])
      expect(judgeDetached(facts, policy(changes))).toEqual(
        verifyDetached(signatures, content, policy(changes)),
      );
  });

  it('fit the schema whatever is broken in a signature', () => {
    const whole = by(person);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (place, value) => {
        const changed = Uint8Array.from(whole);
        changed[place] = value;
        expect(readFactsDocument(stored([changed]), 'x.json').facts.size).toBe(content.length);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['no signature', { beside: [] }, '/beside'],
    ['a digest that is none', { beside: [{ file: 'a', sha256: 'x' }] }, '/beside/0/sha256'],
    ['a mark that nobody has', { page: { kind: 'read', lines: 1, head: [], secrecyMark: 'MAT' } }, '/page'],
    [
      'a page of what is no PDF',
      { beside: [{ file: 'a', sha256: sha256(content) }], page: { kind: 'unread', why: 'too-slow' } },
      'the document',
    ],
  ])('with %s are refused', (_, change, place) => {
    const { beside: _beside, ...document } = JSON.parse(stored([by(person)])) as Record<string, unknown>;
    expect(() => readFactsDocument(JSON.stringify({ ...document, ...change }), 'x.json')).toThrow(
      expect.objectContaining({ code: 'VERIFY_FACTS_INVALID', message: expect.stringContaining(place) }),
    );
  });
});

describe('congvu facts and congvu judge', () => {
  const folder = mkdtempSync(join(tmpdir(), 'congvu-facts-beside-'));
  let all: Material;
  beforeAll(async () => {
    all = await material();
    mkdirSync(join(folder, 'trust'));
    for (const [name, { der }] of Object.entries({ root, sub }))
      writeFileSync(join(folder, 'trust', `${name}.crt`), new X509Certificate(der).toString());
    for (const [name, issuer] of Object.entries({ root, sub }))
      writeFileSync(join(folder, 'trust', `${name}.crl`), crl({ issuer }));
    writeFileSync(join(folder, 'a.csv'), content);
    writeFileSync(join(folder, 'a.p7s'), by(person));
    writeFileSync(join(folder, 'b.p7s'), Buffer.from(by(agency)).toString('base64'));
    writeFileSync(join(folder, 'letter.pdf'), await all.signed({ document: 'cong-van-classic.pdf' }));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    all.remove();
  });
  const congvu = (...parameters: readonly string[]) => {
    const command = [join(projectRoot, 'bin/congvu.js'), ...parameters];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder });
    return { status, out: stdout.toString(), error: stderr.toString() };
  };

  it('keep what stands beside a file, and judge it as verify does, and at another date', () => {
    const files = ['a.p7s', 'b.p7s', '--content', 'a.csv'];
    expect(congvu('facts', ...files, '--out', 'facts.json')).toMatchObject({ status: 0, out: '', error: '' });
    const document = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as unknown;
    expect(document).toMatchObject({
      file: 'a.csv',
      sha256: sha256(content),
      beside: ['a.p7s', 'b.p7s'].map((file) => ({ file, sha256: sha256(readFileSync(join(folder, file))) })),
    });
    const terms = ['--trust', 'trust', '--at', now, '--regulation', 'none'];
    for (const more of [['--json'], ['--lang', 'en'], ['--lang', 'vi']]) {
      const [judged, verified] = [
        congvu('judge', 'facts.json', ...terms, ...more),
        congvu('verify', ...files, ...terms, ...more),
      ];
      const told = (out: string): unknown => (more[0] === '--json' ? JSON.parse(out) : out);
      expect([judged.status, told(judged.out)]).toEqual([verified.status, told(verified.out)]);
      expect(judged.status).toBe(0);
    }
    const late = congvu('judge', 'facts.json', '--trust', 'trust', '--at', '2045-01-01', '--json');
    expect([late.status, JSON.parse(late.out)]).toEqual([
      1,
      expect.objectContaining({ reason: 'CERTIFICATE_EXPIRED', beside: ['a.p7s', 'b.p7s'] }),
    ]);
  });

  it('keep what the first page says, and judge it as verify --read-text does', () => {
    expect(congvu('facts', 'letter.pdf', '--read-text', '--out', 'page.json').status).toBe(0);
    const terms = ['--trust', all.pki.trustDir, '--at', now, '--issuer', 'Sở Y tế tỉnh Đắk Nông', '--json'];
    const judged = JSON.parse(congvu('judge', 'page.json', ...terms).out) as { page: unknown };
    // What verify says besides is about the file itself: its size, and when it was written.
    expect(JSON.parse(congvu('verify', 'letter.pdf', '--read-text', ...terms).out)).toMatchObject(judged);
    expect(judged.page).toMatchObject({ kind: 'read', secrecyMark: null });
  });

  it.each([
    [['letter.pdf', 'a.p7s'], 'VERIFY_OPTION_UNFIT'],
    [['a.p7s', '--content', 'a.csv', '--read-text'], 'VERIFY_OPTION_UNFIT'],
    [['a.p7s', '--content', 'none.csv'], 'VERIFY_FILE_NOT_FOUND'],
    [['a.p7s', '--content', '/dev/zero'], 'VERIFY_NOT_A_FILE'],
    [['letter.pdf', '--content', 'a.csv'], 'VERIFY_BESIDE_INVALID'],
  ])('refuse %j', (parameters, code) => {
    const { status, out, error } = congvu('facts', ...parameters);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(code);
  });
});
