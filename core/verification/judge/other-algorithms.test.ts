/** Signatures that OpenSSL and BouncyCastle made with algorithms that no rule here takes: read, named, tried, refused. */
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { foreign, foreignFile } from '../../../ci/foreign.ts';
import { detailText } from '../report/detail-text.ts';
import type { Report } from '../report.ts';
import { certificate, ecKey, type Identity, rsaKey } from '../testing/authority.ts';
import { cms } from '../testing/cms.ts';
import { objectIdentifier, sequence } from '../testing/der.ts';
import { agencySigns, personSigns, policy, sub } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';

const dir = mkdtempSync(join(tmpdir(), 'congvu-algorithms-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const openssl = foreign('openssl');
const place = (name: string) => join(dir, name);
const holder = (key: KeyObject) => certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, key });
const onCurve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;

type Maker = (content: Uint8Array) => Uint8Array;

/** `damaged`: the last byte of what the maker made, which is the signature value's. */
function verified(make: Maker, damaged = false, subFilter = 'ETSI.CAdES.detached'): Report {
  const sign = (signed: readonly Uint8Array[]) => {
    const made = Buffer.from(make(Buffer.concat(signed)));
    if (damaged) made[made.length - 1] = (made.at(-1) ?? 0) ^ 1;
    return made;
  };
  return verifyPdf(agencySigns(personSigns(basePdf(), { sign, subFilter })), policy());
}

function byOpenssl(signer: Identity, hash: string): Maker {
  return (content) => {
    writeFileSync(place('key.pem'), signer.key.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(place('signer.der'), signer.der);
    writeFileSync(place('content'), content);
    const run = (...parameters: readonly string[]) => {
      const { status, stderr } = spawnSync(openssl.path, parameters, { cwd: dir });
      if (status !== 0) throw new Error(`${stderr}`);
    };
    run('x509', '-inform', 'DER', '-in', 'signer.der', '-out', 'signer.pem');
    const by = ['-signer', 'signer.pem', '-inkey', 'key.pem', '-md', hash];
    run('cms', '-sign', '-binary', '-cades', '-in', 'content', ...by, '-outform', 'DER', '-out', 'made.p7s');
    return readFileSync(place('made.p7s'));
  };
}

const java = foreign('java');
const jars = ['bcprov', 'bcutil', 'bcpkix'].map((name) => foreignFile(`/usr/share/java/${name}.jar`));
const hasBouncyCastle = java.present && jars.every(({ present }) => present);

const program = `
import java.io.ByteArrayInputStream;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.operator.jcajce.*;

public class SignCms {
  public static void main(String[] given) throws Exception {
    Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
    byte[] key = Files.readAllBytes(Path.of(given[1]));
    PrivateKey secret = KeyFactory.getInstance(given[5], "BC").generatePrivate(new PKCS8EncodedKeySpec(key));
    X509Certificate signer = (X509Certificate) CertificateFactory.getInstance("X.509", "BC")
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(Path.of(given[2]))));
    CMSSignedDataGenerator maker = new CMSSignedDataGenerator();
    maker.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
        new JcaDigestCalculatorProviderBuilder().setProvider("BC").build())
        .build(new JcaContentSignerBuilder(given[0]).setProvider("BC").build(secret), signer));
    maker.addCertificates(new JcaCertStore(List.of(signer)));
    byte[] content = Files.readAllBytes(Path.of(given[3]));
    byte[] made = maker.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
    Files.write(Path.of(given[4]), made);
  }
}
`;

/** `kind`: of the key, where the signature algorithm is not called after it. */
function byBouncyCastle(signer: Identity, algorithm: string, kind = algorithm): Maker {
  return (content) => {
    writeFileSync(place('SignCms.java'), program);
    writeFileSync(place('key.der'), signer.key.export({ type: 'pkcs8', format: 'der' }));
    writeFileSync(place('signer.der'), signer.der);
    writeFileSync(place('content'), content);
    const classes = jars.map(({ path }) => path).join(delimiter);
    const files = ['key.der', 'signer.der', 'content', 'made.p7s'].map(place);
    execFileSync(java.path, ['-cp', classes, place('SignCms.java'), algorithm, ...files, kind], {
      stdio: 'pipe',
    });
    return readFileSync(place('made.p7s'));
  };
}

function expectRefused(report: Report, code: string, values: Readonly<Record<string, string>>): void {
  expect(report).toMatchObject({
    verdict: 'INDETERMINATE',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    reason: 'ALGORITHM_NOT_ACCEPTED',
    detail: { code, values },
    signatures: [{ integrity: 'intact', signer: { name: 'An' } }, {}],
  });
  if (report.detail === undefined) throw new Error('no detail');
  for (const value of Object.values(values)) {
    expect(detailText(report.detail, 'vi')).toContain(value);
    expect(detailText(report.detail, 'en')).toContain(value);
  }
}

const wrong = { verdict: 'TOTAL-FAILED', subIndication: 'SIG_CRYPTO_FAILURE', reason: 'SIGNATURE_INVALID' };

describe.skipIf(!openssl.present)('made by openssl cms', () => {
  it.each([
    ['RSA with SHA3-256', () => holder(rsaKey()), 'sha3-256'],
    ['RSA with SHA3-512', () => holder(rsaKey()), 'sha3-512'],
    ['RSA with SHA-224', () => holder(rsaKey()), 'sha224'],
    ['RSA with SHA-512/256', () => holder(rsaKey()), 'sha512-256'],
  ] as const)('%s is refused by name, and a wrong value for good', (_, signer, hash) => {
    const made = byOpenssl(signer(), hash);
    expectRefused(verified(made), 'HASH_NOT_ACCEPTED', { hash, accepted: 'sha256, sha384, sha512' });
    expect(verified(made, true)).toMatchObject(wrong);
  });

  it.each(['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512t1'])('%s likewise', (curve) => {
    const made = byOpenssl(holder(onCurve(curve)), 'sha256');
    expectRefused(verified(made), 'KEY_NOT_ACCEPTED', { algorithm: curve });
    expect(verified(made, true)).toMatchObject(wrong);
  });

  it('an accepted algorithm passes', () => {
    expect(verified(byOpenssl(holder(rsaKey()), 'sha256')).verdict).toBe('TOTAL-PASSED');
  });
});

describe.skipIf(!hasBouncyCastle)('made by BouncyCastle', () => {
  it.each([
    ['Ed25519', () => generateKeyPairSync('ed25519').privateKey],
    ['Ed448', () => generateKeyPairSync('ed448').privateKey],
  ] as const)(
    '%s is refused by name, and a wrong value for good',
    (algorithm, key) => {
      const made = byBouncyCastle(holder(key()), algorithm);
      expectRefused(verified(made), 'KEY_NOT_ACCEPTED', { algorithm });
      expect(verified(made, true)).toMatchObject(wrong);
    },
    60_000,
  );
});

describe.skipIf(!hasBouncyCastle)('made by BouncyCastle with SHA-3', () => {
  it.each([
    ['SHA3-384withECDSA', 'EC', () => holder(ecKey()), 'sha3-384'],
    ['SHA3-256withRSA', 'RSA', () => holder(rsaKey()), 'sha3-256'],
  ] as const)(
    '%s likewise',
    (algorithm, kind, signer, hash) => {
      const made = byBouncyCastle(signer(), algorithm, kind);
      // It names no certificate in the signed attributes, which PAdES wants.
      const plain = 'adbe.pkcs7.detached';
      expectRefused(verified(made, false, plain), 'HASH_NOT_ACCEPTED', { hash });
      expect(verified(made, true, plain)).toMatchObject(wrong);
    },
    60_000,
  );
});

describe('an algorithm that nobody here knows', () => {
  it.each([
    ['1.2.156.10197.1.501', 'SM2 with SM3'],
    ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
    ['1.2.3.4.5', '1.2.3.4.5'],
  ])('%s is unsupported, not a broken file', (oid, algorithm) => {
    const signer = holder(ecKey());
    const scheme = { algorithm: sequence(objectIdentifier(oid)), sign: () => Buffer.alloc(64, 1) };
    const report = verified((content) => cms({ signer, issuer: sub, signed: [content], scheme }));
    expect(report).toMatchObject({
      verdict: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
      reason: 'ALGORITHM_UNSUPPORTED',
      detail: { code: 'CMS_ALGORITHM_UNKNOWN', values: { algorithm } },
    });
  });
});
