import { createHash, verify } from 'node:crypto';
import { fromBER } from 'asn1js';
import * as pkijs from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { certificateOf, type SignerCertificate } from './certificate.ts';
import { signedAttributes, signedDataOf } from './cms.ts';
import { signerIn } from './cms-reader.ts';
import { childAt, objectIdentifier, readElement, readElements } from './der.ts';

const digest = createHash('sha256').update('two ranges').digest();
let signers: Record<'rsa' | 'p-256', TokenSigner>;

beforeAll(async () => {
  const pki = await testPki();
  signers = {
    rsa: await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' }),
    'p-256': await pki.signer({ name: 'Trần Thị Bích', uid: 'CCCD:001099000002', key: 'p-256' }),
  };
});

async function made(kind: 'rsa' | 'p-256'): Promise<{ cms: Uint8Array; certificate: SignerCertificate }> {
  const signer = signers[kind];
  const certificate = certificateOf(signer.certificate);
  const attributes = signedAttributes(digest, certificate);
  const signature = await signer.sign(attributes);
  return {
    cms: signedDataOf({ scheme: signer.scheme, attributes, signature, certificate, chain: signer.chain }),
    certificate,
  };
}

describe.each(['rsa', 'p-256'] as const)('the CMS of a %s key', (kind) => {
  it('is read by another parser', async () => {
    const { cms } = await made(kind);
    const content = new pkijs.ContentInfo({ schema: fromBER(Uint8Array.from(cms).buffer).result });
    const signed = new pkijs.SignedData({ schema: content.content });
    expect(signed.version).toBe(1);
    expect(signed.encapContentInfo.eContent).toBeUndefined();
    expect(signed.certificates).toHaveLength(3);
    const attributes = signed.signerInfos[0]?.signedAttrs?.attributes.map(({ type }) => type);
    expect(attributes).toEqual([
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
      '1.2.840.113549.1.9.16.2.47',
    ]);
  });

  it('is signed over attributes in the order of DER', async () => {
    const { cms, certificate } = await made(kind);
    const signer = signerIn(childAt(readElement(cms), 1, 0));
    if (signer === undefined) throw new Error('no signer');
    const members = readElements(signer.attributes.content).map(({ bytes }) => Buffer.from(bytes));
    expect(members).toEqual([...members].sort(Buffer.compare));
    const signed = Uint8Array.from(signer.attributes.bytes);
    signed[0] = 0x31;
    expect(verify('sha256', signed, certificate.x509.publicKey, signer.signature)).toBe(true);
    expect(signer.certificate.name).toBe(certificate.name);
  });

  it('binds the certificate by hash, issuer and serial number', async () => {
    const { cms, certificate } = await made(kind);
    const signer = signerIn(childAt(readElement(cms), 1, 0));
    if (signer === undefined) throw new Error('no signer');
    const type = objectIdentifier('1.2.840.113549.1.9.16.2.47');
    const attribute = readElements(signer.attributes.content).find((item) =>
      type.equals(childAt(item, 0).bytes),
    );
    if (attribute === undefined) throw new Error('no attribute');
    const id = childAt(attribute, 1, 0, 0, 0);
    const hash = createHash('sha256').update(certificate.der).digest();
    expect(hash.equals(childAt(id, 0).content)).toBe(true);
    expect(Buffer.from(childAt(id, 1, 0, 0, 0).bytes).equals(certificate.issuer)).toBe(true);
    expect(Buffer.from(childAt(id, 1, 1).bytes).equals(certificate.serial)).toBe(true);
  });
});

describe('reading DER', () => {
  it.each(['', '30', '3005020101', '3080', '30850000000001', '3003020201'])('refuses %j', (hex) => {
    expect(() =>
      readElements(Buffer.from(hex || '30', 'hex')).map((item) => readElements(item.content)),
    ).toThrow(RangeError);
  });

  it.each([
    ['2.16.840.1.101.3.4.2.1', '0609608648016503040201'],
    ['1.2.840.113549.1.7.2', '06092a864886f70d010702'],
    ['0.9.2342.19200300.100.1.1', '060a0992268993f22c640101'],
  ])('writes %s', (dotted, hex) => {
    expect(objectIdentifier(dotted).toString('hex')).toBe(hex);
  });
});
