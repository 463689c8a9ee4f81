/** A certificate that nobody can read, beside those that are used: warned of, since OpenSSL refuses the whole CMS. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { collectFacts } from '../facts/collect.ts';
import { factsDocument, readFactsDocument } from '../facts/stored/document.ts';
import type { Identity } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { octetString, sequence } from '../testing/der.ts';
import { agencySigns, person, personSigns, policy, root, sub, timeStamp, tsa } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const openssl = foreign('openssl');
const dir = mkdtempSync(join(tmpdir(), 'congvu-broken-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Its length stays, and that of its outermost SEQUENCE. */
const zeroed: Identity = { ...root, der: root.der.map((byte, index) => (index < 4 ? byte : 0)) };
const another: Identity = { ...root, der: Uint8Array.from(sequence(octetString(Buffer.from('x')))) };

describe('a broken certificate', () => {
  it.each([
    ['zeros', [person, sub, zeroed], 1],
    ['another structure', [person, sub, another], 1],
    ['two', [another, person, zeroed, sub], 2],
  ] as const)('beside the used ones is a warning: %s', (_, certificates, count) => {
    const pdf = agencySigns(personSigns(basePdf(), { cms: { certificates } }));
    const facts = collectFacts(pdf);
    expect(readFactsDocument(JSON.stringify(factsDocument('a.pdf', pdf, facts)), 'a.json').facts).toEqual(
      facts,
    );
    expect(verifyPdf(pdf, policy())).toMatchObject({
      verdict: 'TOTAL-PASSED',
      findings: [
        {
          code: 'CMS_CERTIFICATE_BROKEN',
          severity: 'warning',
          field: 'Personal',
          detail: { code: 'CERTIFICATES_BROKEN', values: { count } },
        },
      ],
    });
  });

  it('in a time stamp too', () => {
    const unsigned = timeStamp({ certificates: [tsa, sub, zeroed] });
    const { verdict, findings } = verifyPdf(
      agencySigns(personSigns(basePdf(), { cms: { unsigned } })),
      policy(),
    );
    expect([verdict, findings.map(({ code }) => code)]).toEqual(['TOTAL-PASSED', ['CMS_CERTIFICATE_BROKEN']]);
  });

  it("is none beside the used ones where it is the signer's", () => {
    const pdf = agencySigns(personSigns(basePdf(), { cms: { certificates: [zeroed, sub] } }));
    const { reason, findings } = verifyPdf(pdf, policy());
    expect([reason, findings.map(({ code }) => code)]).toEqual([
      'SIGNER_CERTIFICATE_MISSING',
      expect.not.arrayContaining(['CMS_CERTIFICATE_BROKEN']),
    ]);
  });

  it.skipIf(!openssl.present)('makes OpenSSL refuse the CMS as a whole', () => {
    const status = (certificates: readonly Identity[]) => {
      writeFileSync(
        join(dir, 'a.p7s'),
        cms({ signer: person, issuer: sub, signed: [Buffer.from('a')], certificates }),
      );
      return spawnSync(openssl.path, ['cms', '-cmsout', '-inform', 'DER', '-in', 'a.p7s', '-noout'], {
        cwd: dir,
      }).status;
    };
    expect(status([person, sub])).toBe(0);
    expect(status([person, sub, zeroed])).not.toBe(0);
  });
});
