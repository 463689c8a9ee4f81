/** Every test of NIST PKITS: with the material that the test names, and again with the whole suite's at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemFile } from '../../../foundation/paths.ts';
import { chainOf } from '../chain/chain.ts';
import { parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import type { PathRules } from '../path/rules.ts';
import { parseCrl } from '../revocation/crl.ts';
import { type PkitsTest, pkitsTests } from './tests.ts';

const place = '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data';
const found = systemFile(place);
if (found === undefined && process.env.CI === 'true') throw new Error(`PKITS is missing: no ${place}`);
const folder = found ?? place;

const algorithms = { hashes: ['sha1', 'sha256'], leastRsaBits: 1024, dsa: true } as const;
const at = new Date('2020-06-01T00:00:00Z');

function rulesOf(test: PkitsTest): PathRules {
  const { initialPolicies, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } = test;
  const policies = { initialPolicies, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy };
  return { at, ...algorithms, policies };
}

// skipped where Debian's python3-cryptography-vectors is not installed: the data are not this project's to ship
describe.skipIf(found === undefined)('PKITS', () => {
  const read = (kind: 'certs/$.crt' | 'crls/$.crl', name: string) =>
    readFileSync(join(folder, kind.replace('$', name)));
  const anchor =
    found === undefined ? undefined : parseCertificate(read('certs/$.crt', 'TrustAnchorRootCertificate'));

  /** A certificate whose encoding is broken stands in no path. */
  const readable = <Read>(parse: (der: Uint8Array) => Read, der: Uint8Array): Read[] => {
    try {
      return [parse(der)];
    } catch (error) {
      if (error instanceof DerError) return [];
      throw error;
    }
  };
  const certificatesOf = (names: readonly string[]) =>
    names.flatMap((name) => readable(parseCertificate, read('certs/$.crt', name)));
  const listsOf = (names: readonly string[]) =>
    names.flatMap((name) => readable(parseCrl, read('crls/$.crl', name)));

  function validate(test: PkitsTest, intermediates: readonly string[], lists: readonly string[]) {
    const [leaf] = certificatesOf(test.certificates.slice(-1));
    if (anchor === undefined || leaf === undefined) return undefined;
    const material = {
      anchors: [anchor],
      intermediates: certificatesOf(intermediates),
      crls: listsOf(lists),
      ocsps: [],
    };
    return chainOf(leaf, material, rulesOf(test));
  }

  const title = ({ number, part, name }: PkitsTest) => `${number} ${name}${part === '' ? '' : ` (${part})`}`;

  describe('with what the test names', () => {
    it.each(pkitsTests.map((test) => [title(test), test] as const))('%s', (_, test) => {
      const result = validate(test, test.certificates.slice(0, -1), ['TrustAnchorRootCRL', ...test.lists]);
      expect(result?.kind === 'good' ? 'valid' : 'invalid').toBe(test.valid ? 'valid' : 'invalid');
      if (result?.kind === 'good') expect(result.policies).toEqual(test.policies);
    });
  });

  describe('with everything at hand', () => {
    const names = (kind: string) =>
      existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)).map((name) => name.slice(0, -4)) : [];
    const [certificates, lists] = [names('certs'), names('crls')];
    it.each(pkitsTests.map((test) => [title(test), test] as const))('%s', (_, test) => {
      const result = validate(test, certificates, lists);
      expect(result?.kind === 'good' ? 'valid' : 'invalid').toBe(test.valid ? 'valid' : 'invalid');
    });
  });

  it('is there whole: 224 tests, 405 certificates, 173 lists', () => {
    expect(new Set(pkitsTests.map(({ number }) => number)).size).toBe(224);
    expect(pkitsTests).toHaveLength(249);
    expect(readdirSync(join(folder, 'certs'))).toHaveLength(405);
    expect(readdirSync(join(folder, 'crls'))).toHaveLength(173);
  });
});
