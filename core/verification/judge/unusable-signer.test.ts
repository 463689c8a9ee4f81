/** Certificates that are in the file and cannot be used: not called missing, and their holder is named. */
import { generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { reportText } from '../report/text.ts';
import { certificate, extension, type Identity, rsaKey } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { element, nothing, objectIdentifier, sequence } from '../testing/der.ts';
import { agencySigns, personSigns, policy, sub, timeStamp } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const onCurve = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const forStamps = extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)));
const holder = (changes: Partial<Parameters<typeof certificate>[0]>) =>
  certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, ...changes });
const bits = (bytes: Uint8Array) => element(0x03, Buffer.of(0), bytes);
const rsa = (modulus: Uint8Array, exponent: string) =>
  sequence(
    sequence(objectIdentifier(oids.rsaEncryption), nothing),
    bits(sequence(element(0x02, modulus), element(0x02, Buffer.from(exponent, 'hex')))),
  );
const modulus = Buffer.concat([Buffer.of(0, 0x80), Buffer.alloc(255, 0x55)]);
const key = rsaKey();

/** The algorithm named inside is another one than outside. */
function withOtherAlgorithmInside(): Identity {
  const sound = holder({ key: onCurve('P-256') });
  const der = Buffer.from(sound.der);
  const named = objectIdentifier('1.2.840.10045.4.3.2');
  der[der.indexOf(named) + named.length - 1] = 3;
  return { ...sound, der };
}

function signedBy(signer: Identity, by: KeyObject = onCurve('P-256')): Buffer {
  const scheme = {
    algorithm: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
    sign: (data: Uint8Array) => signWith('sha256', data, by),
  };
  return agencySigns(
    personSigns(basePdf(), { sign: (signed) => cms({ signer, issuer: sub, signed, scheme }) }),
  );
}

const unsupported = 'CRYPTO_CONSTRAINTS_FAILURE ALGORITHM_UNSUPPORTED SIGNER_KEY_UNSUPPORTED';
const weak = 'CRYPTO_CONSTRAINTS_FAILURE SIGNER_KEY_WEAK SIGNER_KEY_WEAK';
const unreadable = 'CHAIN_CONSTRAINTS_FAILURE SIGNER_CERTIFICATE_UNREADABLE SIGNER_CERTIFICATE_FAULT';

describe("a signer's certificate that cannot be used", () => {
  it.each([
    ['a short curve', () => holder({ key: onCurve('prime192v1') }), weak, 'P-192'],
    ['a key of another kind', () => holder({ publicKey: x25519() }), unsupported, '1.3.101.110'],
    ['the exponent 1', () => holder({ key, publicKey: rsa(modulus, '01') }), weak, 'RSA, e = 0x01'],
    ['an even exponent', () => holder({ key, publicKey: rsa(modulus, '02') }), unsupported, 'RSA, e = 0x02'],
    ['two algorithms that differ', withOtherAlgorithmInside, unreadable, undefined],
    ['an extension twice', () => holder({ more: [forStamps, forStamps] }), unreadable, undefined],
  ] as const)('%s: %3$s', (_, make, expected, algorithm) => {
    const report = verifyPdf(signedBy(make()), policy());
    const { verdict, subIndication, reason, detail } = report;
    expect([verdict, `${subIndication} ${reason} ${detail?.code}`]).toEqual(['INDETERMINATE', expected]);
    expect(detail?.values).toMatchObject({ name: 'An', ...(algorithm === undefined ? {} : { algorithm }) });
    expect(report.signatures[0]?.signer).toMatchObject({ name: 'An', kind: 'person' });
    for (const language of ['en', 'vi'] as const) {
      expect(reportText('a.pdf', report, language).join('\n')).toMatch(/An \((?:serial|số) /);
    }
    // Nobody has looked at the signature value, nor at anything behind it.
    const held = report.articles.filter(({ state }) => state === 'holds').map(({ id }) => id);
    expect(held.filter((id) => /^(?:law20-2023|nd68-2024|tt41-2017)/.test(id))).toEqual([]);
  });

  it.each(['secp256k1', 'brainpoolP256r1', 'brainpoolP384t1', 'brainpoolP512r1'])(
    'is tried, of the curve %s: right is refused for the curve, wrong for good',
    (curve) => {
      const signer = holder({ key: onCurve(curve) });
      expect(verifyPdf(signedBy(signer, signer.key), policy())).toMatchObject({
        verdict: 'INDETERMINATE',
        subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
        reason: 'ALGORITHM_NOT_ACCEPTED',
        detail: { code: 'KEY_NOT_ACCEPTED', values: { name: 'An', algorithm: curve } },
      });
      expect(verifyPdf(signedBy(signer), policy())).toMatchObject({
        verdict: 'TOTAL-FAILED',
        subIndication: 'SIG_CRYPTO_FAILURE',
        reason: 'SIGNATURE_INVALID',
        detail: { code: 'KEY_DIFFERS', values: { name: 'An' } },
      });
    },
  );

  it('is missing only where it is', () => {
    const signer = holder({});
    const sign = (signed: readonly Uint8Array[]) =>
      cms({ signer, issuer: sub, signed, certificates: [sub, holder({ key: onCurve('secp256k1') })] });
    expect(verifyPdf(agencySigns(personSigns(basePdf(), { sign })), policy()).reason).toBe(
      'SIGNER_CERTIFICATE_MISSING',
    );
  });

  it('of a time stamp is not called missing either', () => {
    const tsa = holder({ key: onCurve('secp256k1'), more: [forStamps] });
    const scheme = {
      algorithm: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
      sign: (data: Uint8Array) => signWith('sha256', data, tsa.key),
    };
    const unsigned = timeStamp({ tsa, scheme });
    expect(verifyPdf(agencySigns(personSigns(basePdf(), { cms: { unsigned } })), policy())).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: 'TIME_STAMP_INVALID',
      detail: { code: 'KEY_NOT_ACCEPTED', values: { algorithm: 'secp256k1' } },
    });
  });
});

function x25519(): Buffer {
  return generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' });
}
