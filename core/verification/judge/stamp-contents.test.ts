/** Time stamps whose own contents speak against them, and times that are claimed beside one. */
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { certificate, extension, integer } from '../testing/authority.ts';
import type { TokenOptions } from '../testing/cms.ts';
import { element, nothing, objectIdentifier, octetString, sequence, tagged } from '../testing/der.ts';
import { agencySigns, personSigns, policy, root, sub, timeStamp, tsa } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const forStamps = extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)));

function stamped(changes: Partial<TokenOptions> = {}, at = '2026-03-02T02:00:00Z', claimed?: string) {
  const unsigned = timeStamp({ at, ...changes });
  const options = claimed === undefined ? {} : { claimed };
  return agencySigns(personSigns(basePdf(), { ...options, cms: { unsigned } }));
}

describe('a time stamp', () => {
  it.each([
    ['is older than the certificate', '2026-02-27T23:59:59Z', [], false],
    ['is as old as the certificate', '2026-02-28T00:00:00Z', [], true],
    ['may be as old as the certificate', '2026-02-27T23:59:59Z', [sequence(integer(2))], true],
  ] as const)('that %s: good %4$s', (_, at, more, good) => {
    const own = certificate({
      name: 'TSA',
      uid: 'X:1',
      issuer: sub,
      notBefore: '2026-02-28T00:00:00Z',
      extensions: [forStamps],
    });
    const report = verifyPdf(
      stamped({ tsa: own, more }, at),
      policy({ at: new Date('2026-03-10T00:00:00Z') }),
    );
    expect([report.verdict, report.detail?.code]).toEqual(
      good ? ['TOTAL-PASSED', undefined] : ['INDETERMINATE', 'STAMP_BEFORE_CERTIFICATE'],
    );
  });

  const known = extension('0.4.0.19422.1.1', false, sequence());
  const unknown = extension('1.2.3.4', true, octetString(Buffer.from('x')));
  const inDirectory = (name: Uint8Array) => tagged(0, tagged(4, name));
  const host = element(0x82, Buffer.from('TSA.example.vn'));
  const alias = certificate({
    name: 'TSA',
    uid: 'X:1',
    issuer: sub,
    extensions: [
      forStamps,
      extension(oids.subjectAltName, false, sequence(element(0x82, Buffer.from('tsa.example.vn')))),
    ],
  });

  it.each([
    ['an extension that nobody needs to know', { more: [tagged(1, known)] }, undefined],
    ['a critical extension', { more: [tagged(1, known, unknown)] }, 'STAMP_EXTENSION_UNKNOWN'],
    ['the name of its certificate', { more: [inDirectory(tsa.name)] }, undefined],
    ['the name of another', { more: [inDirectory(root.name)] }, 'STAMP_NAMES_ANOTHER'],
    ['another name of its certificate', { tsa: alias, more: [tagged(0, host)] }, undefined],
    ['a host that its certificate does not name', { more: [tagged(0, host)] }, 'STAMP_NAMES_ANOTHER'],
    ['a name that is none', { more: [tagged(0, nothing)] }, 'STAMP_UNREADABLE'],
    ['nothing where a name belongs', { more: [tagged(0)] }, 'STAMP_UNREADABLE'],
  ] as const)('with %s', (_, changes, code) => {
    const report = verifyPdf(stamped(changes), policy());
    expect([report.verdict, report.detail?.code]).toEqual([
      code === undefined ? 'TOTAL-PASSED' : 'INDETERMINATE',
      code,
    ]);
  });

  it.each([
    ['ten days behind the stamp', "(D:20260309080000+07'00')", 'CLAIMED_AFTER_STAMP'],
    ['some minutes behind it', "(D:20260302090459+07'00')", undefined],
    ['before it', "(D:20260301080000+07'00')", undefined],
  ])('of a signature that claims a time %s', (_, claimed, code) => {
    const report = verifyPdf(stamped({}, undefined, claimed), policy());
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.findings.map(({ code: reason, field, detail }) => [reason, field, detail?.code])).toEqual(
      code === undefined ? [] : [['CLAIMED_TIME_DOUBTFUL', 'Personal', code]],
    );
  });
});
