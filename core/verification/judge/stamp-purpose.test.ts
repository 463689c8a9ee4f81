/** What the certificate of a time stamp has to be for (RFC 3161, 2.3), and what is said where it is not. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { adviceOn } from '../details/index.ts';
import { certificate, extension, type Identity } from '../testing/authority.ts';
import { objectIdentifier, sequence } from '../testing/der.ts';
import { agencySigns, personSigns, policy, sub, timeStamp } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

function stamped(changes: { readonly tsa: Identity }) {
  const unsigned = timeStamp(changes);
  return agencySigns(personSigns(basePdf(), { cms: { unsigned } }), { cms: { unsigned } });
}

describe('a time stamp', () => {
  const keyUsage = (bits: string) => extension(oids.keyUsage, true, Buffer.from(`0302${bits}`, 'hex'));
  const forStamps = extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)));

  it.each([
    ['signatures', [keyUsage('0780')], true],
    ['commitments', [keyUsage('0640')], true],
    ['signatures and encryption', [keyUsage('05a0')], true],
    ['whatever it likes', [], true],
    ['encryption only', [keyUsage('0520')], false],
    ['certificates and lists only', [keyUsage('0106')], false],
    ['nothing', [Buffer.from(extension(oids.keyUsage, true, Buffer.from('030100', 'hex')))], false],
  ] as const)('of an authority whose key is for %s: good %3$s', (_, usage, good) => {
    const own = certificate({ name: 'TSA', uid: 'X:1', issuer: sub, extensions: [...usage, forStamps] });
    const report = verifyPdf(stamped({ tsa: own }), policy());
    expect([report.verdict, report.detail?.code]).toEqual(
      good ? ['TOTAL-PASSED', undefined] : ['INDETERMINATE', 'STAMP_KEY_USAGE_WRONG'],
    );
  });

  const clientAuth = '1.3.6.1.5.5.7.3.2';
  const uses = (critical: boolean, ...list: readonly string[]) =>
    extension(oids.extendedKeyUsage, critical, sequence(...list.map(objectIdentifier)));
  it.each([
    ['STAMP_PURPOSE_MISSING', [], undefined],
    ['STAMP_PURPOSE_NOT_CRITICAL', [uses(false, oids.timeStamping)], oids.timeStamping],
    ['STAMP_PURPOSE_WRONG', [uses(true, clientAuth)], clientAuth],
    [
      'STAMP_PURPOSE_WRONG',
      [uses(true, oids.timeStamping, clientAuth)],
      `${oids.timeStamping}, ${clientAuth}`,
    ],
  ] as const)('tells what is wrong with the purpose of its certificate: %s', (code, extensions, usage) => {
    const own = certificate({ name: 'TSA', uid: 'X:1', issuer: sub, extensions });
    const { reason, detail } = verifyPdf(stamped({ tsa: own }), policy());
    expect([reason, detail?.code, detail?.values]).toEqual([
      'TIME_STAMP_INVALID',
      code,
      { name: 'TSA', serial: expect.any(String), ...(usage === undefined ? {} : { usage }) },
    ]);
    if (detail !== undefined) expect(adviceOn(detail)?.en).toContain('RFC 3161');
  });
});
