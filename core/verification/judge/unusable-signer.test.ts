/** Certificates that are in the file and cannot be used: not called missing, and their holder is named. */
import { generateKeyPairSync, type KeyObject, sign as signWith } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oids } from '../der/oids.ts';
import { reportText } from '../report/text.ts';
import { certificate, extension, type Identity, rsaKey } from '../testing/authority.ts';
import { attribute, cms, timeStampToken } from '../testing/cms.ts';
import { element, nothing, objectIdentifier, sequence } from '../testing/der.ts';
import { agencySigns, personSigns, policy, sub } from '../testing/hand-made.ts';
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

function signedBy(signer: Identity): Buffer {
  const scheme = {
    algorithm: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
    sign: (data: Uint8Array) => signWith('sha256', data, onCurve('P-256')),
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
    ['a curve that is not known here', () => holder({ key: onCurve('secp256k1') }), unsupported, 'secp256k1'],
    ['Brainpool', () => holder({ key: onCurve('brainpoolP256r1') }), unsupported, 'brainpoolP256r1'],
    ['a short curve', () => holder({ key: onCurve('prime192v1') }), weak, 'P-192'],
    ['a key of another kind', () => holder({ publicKey: ed25519() }), unsupported, '1.3.101.112'],
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
      sign: (data: Uint8Array) => signWith('sha256', data, onCurve('P-256')),
    };
    const at = '2026-03-02T02:00:00Z';
    const unsigned = (signature: Uint8Array) =>
      attribute(oids.timeStampToken, timeStampToken({ tsa, issuer: sub, stamped: [signature], at, scheme }));
    expect(verifyPdf(agencySigns(personSigns(basePdf(), { cms: { unsigned } })), policy())).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: 'TIME_STAMP_INVALID',
      detail: { code: 'SIGNER_KEY_UNSUPPORTED', values: { algorithm: 'secp256k1' } },
    });
  });
});

function ed25519(): Buffer {
  return generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
}
