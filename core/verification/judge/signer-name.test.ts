/** Whom a certificate with several names calls its holder. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { certificate } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { agencySigns, personSigns, policy, sub } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

describe("the signer's name", () => {
  const named = (...names: readonly string[]) =>
    certificate({
      name: '',
      uid: 'CCCD:1',
      issuer: sub,
      subject: [...names.map((name) => [oids.commonName, name] as const), [oids.userId, 'CCCD:1']],
    });
  const report = (...names: readonly string[]) => {
    const signer = named(...names);
    const sign = (signed: readonly Uint8Array[]) => cms({ signer, issuer: sub, signed });
    return verifyPdf(agencySigns(personSigns(basePdf(), { sign })), policy());
  };

  it('is noted where there are two', () => {
    const { verdict, findings, signatures } = report('An', 'Bình');
    expect([verdict, signatures[0]?.signer.name]).toEqual(['TOTAL-PASSED', 'An']);
    expect(findings).toMatchObject([
      {
        code: 'SIGNER_NAMED_TWICE',
        severity: 'note',
        field: 'Personal',
        detail: { values: { names: 'An / Bình' } },
      },
    ]);
    expect(report('An').findings).toEqual([]);
  });
});
