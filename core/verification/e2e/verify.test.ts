/** The whole way with the project's PKI and signer: documents, one fault each, and foreign judges. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { dictionaryOf, isKind, isName, openPdf } from '../../pdf/reading/index.ts';
import { signPdf } from '../../signing/index.ts';
import { collectFacts } from '../facts/collect.ts';
import { numberOf } from '../facts/step.ts';
import type { Policy } from '../policy/policy.ts';
import { fixture, type Material, material, now } from '../testing/material.ts';
import { append, stream } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

let all: Material;
let good: Uint8Array;

beforeAll(async () => {
  all = await material();
  good = await all.signed();
});
afterAll(() => all.remove());

async function verdict(pdf: Uint8Array, changes: Partial<Policy> = {}): Promise<string> {
  const report = verifyPdf(pdf, await all.policy(changes));
  return [report.verdict, report.subIndication, report.reason].filter((word) => word !== undefined).join(' ');
}

describe('documents of the project', () => {
  it.each(['cong-van-classic.pdf', 'cong-van-xref-stream.pdf', 'to-trinh.pdf', 'quyet-dinh-nhieu-trang.pdf'])(
    '%s, signed by person and agency, passes without a remark',
    async (document) => {
      const report = verifyPdf(await all.signed({ document }), await all.policy());
      expect(report).toMatchObject({ verdict: 'TOTAL-PASSED', findings: [] });
      expect(report.signatures.map(({ signer }) => signer)).toMatchObject([
        { name: 'Nguyễn Văn An', title: 'Chủ tịch', kind: 'person' },
        { name: 'Ủy ban nhân dân thành phố Hải Phòng', kind: 'agency' },
      ]);
    },
  );

  it.skipIf(!foreign('qpdf').present).each([
    ['linearized', ['--linearize']],
    ['linearized, with object streams', ['--linearize', '--object-streams=generate']],
  ])('%s before they were signed, pass', async (_, parameters) => {
    const path = join(all.dir, 'rewritten.pdf');
    const source = join(projectRoot, 'fixtures/documents/to-trinh.pdf');
    execFileSync(foreign('qpdf').path, [...parameters, source, path]);
    const pdf = await all.signed({ document: 'to-trinh.pdf', bytes: readFileSync(path) });
    expect(await verdict(pdf)).toBe('TOTAL-PASSED OK');
  });

  it.each([
    ['copy', { kind: 'copy', copyForm: 'SAO Y', agencyName: 'UBND thành phố Hải Phòng' }],
    ['attachment', { kind: 'attachment', documentNumber: '128/SKTS-HCTH' }],
    ['annex', { kind: 'annex', documentNumber: '128/SKTS-HCTH' }],
  ] as const)(
    'signed as %s by the agency alone pass as that, and not as an original',
    async (as, appearance) => {
      const signer = await all.signer('ubnd-hai-phong');
      const pdf = await signPdf({
        pdf: fixture('documents', 'phu-luc.pdf'),
        signer,
        appearance,
        regulation: 'hai-phong-2025',
        clock: fixedClock(now),
      });
      expect(verifyPdf(pdf, await all.policy({ as }))).toMatchObject({
        verdict: 'TOTAL-PASSED',
        findings: [],
      });
      expect(await verdict(pdf)).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE PERSONAL_SIGNATURE_MISSING');
    },
  );

  it('with a time stamp from the PKI pass with a proven time', async () => {
    const served = await all.pki.serve();
    try {
      const pdf = await all.signed({ timeStampUrl: `${served.url}/tsa` });
      const report = verifyPdf(pdf, await all.policy({ at: new Date('2026-03-03T00:00:00Z') }));
      expect(report.verdict).toBe('TOTAL-PASSED');
      expect(report.signatures.map(({ signingTime }) => signingTime.source)).toEqual([
        'time-stamp',
        'time-stamp',
      ]);
    } finally {
      await served.close();
    }
  });

  it('with one fault each say so', async () => {
    const sub = await all.signer('chu-tich', {
      notAfter: new Date('2026-03-02T00:30:00Z'),
      notBefore: new Date('2026-01-01'),
    });
    await expect(all.signed({ person: sub })).rejects.toThrow();
    const short = await all.signer('chu-tich', { notAfter: new Date('2026-03-02T12:00:00Z') });
    const untrusted = await all.signer('chu-tich', { issuer: 'untrusted' });
    const encrypts = await all.signer('chu-tich', { keyUsage: ['keyEncipherment'] });
    expect(await verdict(await all.signed({ person: short }), { at: new Date('2026-03-03T00:00:00Z') })).toBe(
      'INDETERMINATE OUT_OF_BOUNDS_NO_POE CERTIFICATE_EXPIRED',
    );
    expect(await verdict(good, { at: new Date('2026-03-01T00:00:00Z') })).toBe(
      'TOTAL-FAILED NOT_YET_VALID CERTIFICATE_NOT_YET_VALID',
    );
    expect(await verdict(await all.signed({ person: untrusted }))).toBe(
      'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND CERTIFICATE_UNTRUSTED',
    );
    expect(await verdict(await all.signed({ person: encrypts, regulation: 'none' }))).toBe(
      'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE KEY_USAGE_UNSUITABLE',
    );
    expect(await verdict(await all.signed({ agency: null }))).toBe(
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE AGENCY_SIGNATURE_MISSING',
    );
    expect(await verdict(good, { at: new Date('2026-06-01T00:00:00Z') })).toBe(
      'INDETERMINATE TRY_LATER REVOCATION_UNKNOWN',
    );
  });

  it('of a signer revoked since then say so', async () => {
    const leaver = await all.signer('chu-tich');
    const pdf = await all.signed({ person: leaver });
    expect(await verdict(pdf)).toBe('TOTAL-PASSED OK');
    await all.pki.revoke(leaver.serial, { at: new Date(now), reason: 'keyCompromise' });
    expect(await verdict(pdf)).toBe('INDETERMINATE REVOKED_NO_POE CERTIFICATE_REVOKED');
    expect(await verdict(good)).toBe('TOTAL-PASSED OK');
  });

  it('never pass with a byte changed in the signed ranges', async () => {
    const policy = await all.policy();
    const [first, last] = collectFacts(good).signatures.map(({ byteRange }) => byteRange);
    if (first === undefined || last === undefined) throw new Error('two signatures expected');
    const signed = (at: number) => at < (last[1] ?? 0) || at >= (last[2] ?? 0);
    fc.assert(
      fc.property(
        fc.nat(good.length - 1).filter(signed),
        fc.integer({ min: 1, max: 255 }),
        (at, difference) => {
          const bytes = Uint8Array.from(good);
          bytes[at] = (bytes[at] ?? 0) ^ difference;
          return verifyPdf(bytes, policy).verdict !== 'TOTAL-PASSED';
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never pass with any object replaced, freed or emptied behind the signatures', async () => {
    const policy = await all.policy();
    for (const document of ['cong-van-classic.pdf', 'cong-van-xref-stream.pdf']) {
      const pdf = Buffer.from(await all.signed({ document }));
      const view = openPdf(pdf).view();
      const root = view.trailer.entries.get('Root');
      const ids = view.trailer.entries.get('ID');
      const hex = (isKind(ids, 'array') ? ids.items : []).map((id) =>
        isKind(id, 'string') ? `<${Buffer.from(id.bytes).toString('hex')}>` : '',
      );
      const options = { root: `${numberOf(root)} 0 R`, trailer: `/ID[${hex.join('')}]` };
      const passing: string[] = [];
      for (const number of view.numbers()) {
        const old = view.object(number);
        const isTrailer = isName(dictionaryOf(old)?.entries.get('Type'), 'XRef');
        if (isTrailer) continue;
        for (const value of ['<</Forged true>>', '[]', stream('0 0 595 842 re f'), null]) {
          const forged = append(pdf, { [number]: value }, options);
          if (verifyPdf(forged, policy).verdict === 'TOTAL-PASSED')
            passing.push(`${document}: ${number}: ${value}`);
        }
      }
      expect(passing).toEqual([]);
      expect(verifyPdf(append(pdf, {}, options), policy).verdict).toBe('TOTAL-PASSED');
    }
  });

  it('never pass cut at any length', async () => {
    const policy = await all.policy();
    const passes = (pdf: Uint8Array) => verifyPdf(pdf, policy).verdict === 'TOTAL-PASSED';
    expect(passes(good)).toBe(true);
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => !passes(good.subarray(0, length))),
      { numRuns: 200 },
    );
  });
});

describe('foreign judges', () => {
  const written = (name: string, bytes: Uint8Array) => {
    const path = join(all.dir, name);
    writeFileSync(path, bytes);
    return path;
  };

  it.skipIf(!foreign('pdfsig').present)('pdfsig agrees on intact and on altered documents', () => {
    const said = (bytes: Uint8Array) =>
      execFileSync(foreign('pdfsig').path, ['-nocert', '-no-ocsp', written('judged.pdf', bytes)]).toString();
    expect(said(good).match(/Signature is Valid/g)).toHaveLength(2);
    const altered = Uint8Array.from(good);
    altered[2000] = (altered[2000] ?? 0) ^ 1;
    expect(said(altered)).not.toContain('Signature is Valid');
    expect(
      verifyPdf(altered, {
        trust: { anchors: [], intermediates: [], crls: [], ocsps: [] },
        at: new Date(now),
        regulation: 'none',
      }).reason,
    ).toBe('INTEGRITY_BROKEN');
  });

  it.skipIf(!foreign('openssl').present)('openssl cms agrees on each signature', () => {
    for (const { byteRange } of collectFacts(good).signatures) {
      const [, length = 0, resume = 0, rest = 0] = byteRange;
      const content = Buffer.concat([good.subarray(0, length), good.subarray(resume, resume + rest)]);
      const hex = Buffer.from(good.subarray(length + 1, resume - 1)).toString('latin1');
      const verify = (signed: Uint8Array) =>
        spawnSync(foreign('openssl').path, [
          ...[
            'cms',
            '-verify',
            '-binary',
            '-inform',
            'DER',
            '-in',
            written('signature.der', Buffer.from(hex, 'hex')),
          ],
          ...['-content', written('content.bin', signed), '-out', '/dev/null', '-purpose', 'any'],
          ...[
            '-CAfile',
            join(all.pki.trustDir, 'root.crt'),
            '-attime',
            String(new Date(now).getTime() / 1000),
          ],
        ]).status;
      expect(verify(content)).toBe(0);
      expect(verify(Buffer.concat([content, Buffer.from('x')]))).not.toBe(0);
    }
  });

  it.skipIf(!foreign('qpdf').present)('qpdf encrypts, and nothing is proven against the file', async () => {
    const out = join(all.dir, 'encrypted.pdf');
    execFileSync(foreign('qpdf').path, ['--encrypt', 'u', 'o', '256', '--', written('plain.pdf', good), out]);
    const report = verifyPdf(readFileSync(out), await all.policy());
    expect([report.verdict, report.subIndication, report.reason]).toEqual([
      'INDETERMINATE',
      undefined,
      undefined,
    ]);
    expect(report.findings.map(({ code }) => code)).toEqual(['PDF_ENCRYPTED']);
    expect(new Set(report.articles.map(({ state }) => state))).toEqual(
      new Set(['not-examined', 'not-in-force']),
    );
  });
});
