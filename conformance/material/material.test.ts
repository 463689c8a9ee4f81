import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { collectFacts, loadTrust, verifyPdf } from '../../core/verification/index.ts';
import { systemClock } from '../../foundation/clock.ts';
import { faulty, signedByBoth } from '../arbitraries/recipes.ts';
import { withAddition, withByteChanged, withPartBehind, withVersion } from './altered-documents.ts';
import { baseDocument } from './documents.ts';
import { startEmulatedTokens } from './emulated-tokens.ts';
import { type Material, prepareMaterial } from './material.ts';

describe('material of the suite', () => {
  let dir: string;
  let material: Material;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'congvu-material-'));
    material = await prepareMaterial({ dir, clock: systemClock, tokens: false });
  });
  afterAll(async () => {
    await material?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const stamped = {
    document: 'cong-van-xref-stream.pdf',
    signatures: signedByBoth('cong-van-xref-stream.pdf').signatures.map((one) => ({
      ...one,
      stampedDaysAgo: 10,
    })),
  };

  it.skipIf(!foreign('pdfsig').present)('is signed so that pdfsig calls both signatures valid', async () => {
    for (const recipe of [signedByBoth('cong-van-classic.pdf'), stamped]) {
      const { path } = await material.signed(recipe);
      const said = execFileSync(foreign('pdfsig').path, ['-nocert', path], { encoding: 'utf8' });
      expect(said.match(/Signature is Valid/g)).toHaveLength(2);
      expect(said).toContain('ETSI.CAdES.detached');
    }
  });

  it.skipIf(!foreign('openssl').present)('is signed so that openssl verifies CMS and path', async () => {
    const { bytes } = await material.signed(signedByBoth('to-trinh.pdf'));
    const [signature] = collectFacts(bytes).signatures;
    const [, open = 0, after = 0, rest = 0] = signature?.byteRange ?? [];
    const file = (name: string, content: Uint8Array | string) => {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    };
    const contents = Buffer.from(Buffer.from(bytes.subarray(open + 1, after - 1)).toString('latin1'), 'hex');
    const cms = file('signature.der', contents);
    const content = file(
      'content',
      Buffer.concat([bytes.subarray(0, open), bytes.subarray(after, after + rest)]),
    );
    const root = join(material.pki.trustDir, 'root.crt');
    const options = [
      '-inform',
      'DER',
      '-in',
      cms,
      '-content',
      content,
      '-binary',
      '-CAfile',
      root,
      '-purpose',
      'any',
    ];
    execFileSync(foreign('openssl').path, ['cms', '-verify', '-cades', ...options, '-out', '/dev/null'], {
      stdio: 'pipe',
    });
  });

  it('carries time stamps of the day that the recipe says', async () => {
    const { bytes } = await material.signed(stamped);
    for (const { content } of collectFacts(bytes).signatures) {
      const [stamp] = content.kind === 'cms' ? content.timeStamps : [];
      if (stamp?.kind !== 'token') throw new Error('no time stamp');
      const daysAgo = (material.now.getTime() - new Date(stamp.time).getTime()) / 86_400_000;
      expect(daysAgo).toBeCloseTo(10, 2);
      expect(stamp.imprintFits).toBe(true);
    }
  });

  it('gives the same file for the same recipe', async () => {
    const [first, second] = [signedByBoth('to-trinh.pdf'), signedByBoth('to-trinh.pdf')];
    expect((await material.signed(first)).path).toBe((await material.signed(second)).path);
  });

  it('keeps the folders of trust, so that signed evidence can be checked when the run is over', async () => {
    const { path, bytes } = await material.signed(signedByBoth('to-trinh.pdf'));
    await material.trust.of('sub-revoked');
    const kept = join(dir, 'kept');
    material.trust.keepIn(kept);
    const verdict = async (kind: string) =>
      verifyPdf(bytes, {
        trust: await loadTrust(join(kept, kind)),
        at: material.now,
        regulation: 'hai-phong-2025',
      });
    expect((await verdict('whole')).verdict, path).toBe('TOTAL-PASSED');
    expect((await verdict('sub-revoked')).verdict, path).not.toBe('TOTAL-PASSED');
  });

  it('has one fault where one was asked for, by our own verification too', async () => {
    const trust = await loadTrust(await material.trust.of('whole'));
    const verdict = (pdf: Uint8Array) =>
      verifyPdf(pdf, { trust, at: material.now, regulation: 'hai-phong-2025' });
    const document = 'quyet-dinh-nhieu-trang.pdf';
    expect(verdict((await material.signed(signedByBoth(document))).bytes).verdict).toBe('TOTAL-PASSED');
    const spoilt = await material.signed(faulty(document, 'agency', { falseValue: true }));
    expect(verdict(spoilt.bytes).signatures.map(({ reason }) => reason ?? 'OK')).toEqual([
      'OK',
      'SIGNATURE_INVALID',
    ]);
  });

  it('changes a byte on the page that was asked for, and adds what is drawn', async () => {
    const { bytes } = await material.signed(signedByBoth('quyet-dinh-nhieu-trang.pdf'));
    for (const page of [1, 2, 3]) {
      const changed = withByteChanged(bytes, page, 0.5);
      expect(changed.filter((byte, at) => byte !== bytes[at])).toHaveLength(1);
    }
    for (const addition of ['overlay', 'note', 'page'] as const) {
      const more = await withAddition(bytes, addition);
      expect(Buffer.from(more.subarray(0, bytes.length)).equals(bytes)).toBe(true);
      expect(collectFacts(more).pages).toBe(addition === 'page' ? 4 : 3);
    }
  });

  it.skipIf(!foreign('qpdf').present)(
    'joins papers and relabels versions so that qpdf finds nothing wrong',
    async () => {
      const [letter, annex] = ['cong-van-xref-stream.pdf', 'phu-luc.pdf'].map((file) =>
        readFileSync(baseDocument(file).path),
      );
      if (letter === undefined || annex === undefined) throw new Error('no documents');
      const joined = join(dir, 'joined.pdf');
      writeFileSync(joined, await withPartBehind(letter, annex));
      execFileSync(foreign('qpdf').path, ['--check', joined], { stdio: 'pipe' });
      const old = withVersion(readFileSync(baseDocument('to-trinh.pdf').path), '1.3');
      expect(Buffer.from(old.subarray(0, 8)).toString()).toBe('%PDF-1.3');
    },
  );

  it('is closed to the end when a part of it could not be had', async () => {
    const own = mkdtempSync(join(tmpdir(), 'congvu-material-'));
    const broken = await prepareMaterial({ dir: own, clock: systemClock, tokens: true });
    rmSync(join(own, 'pki'), { recursive: true, force: true });
    await expect(broken.signed(stamped)).rejects.toThrow();
    await broken.close();
    rmSync(own, { recursive: true, force: true });
  });

  it('passes on what the emulator says when it refuses', async () => {
    const tokens = await startEmulatedTokens();
    try {
      const spec = { label: 'one', pin: 'Suite-1234', soPin: 'Suite-so-1234' };
      await tokens.create(spec);
      await expect(tokens.create(spec)).rejects.toMatchObject({ name: 'CongvuError', exit: 2 });
    } finally {
      await tokens.close();
    }
  });
});
