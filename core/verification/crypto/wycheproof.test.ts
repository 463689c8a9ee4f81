/** Project Wycheproof: signatures that are nearly right, through the same door as those of CMS, certificates and lists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { hashes, oids, signatureAlgorithms } from '../der/oids.ts';
import { DerError, readOnlyDer } from '../der/reader.ts';
import { element, nothing, objectIdentifier, sequence, tagged } from '../testing/der.ts';
import { schemeOf } from './algorithm.ts';
import { publicKeyOf, signatureFits } from './key.ts';
import { fitsUnaccepted } from './unaccepted.ts';

/** Another folder of vectors can be given, such as the project's newest. */
const folder = process.env.CONGVU_WYCHEPROOF ?? join(projectRoot, '.congvu', 'vectors');
const present = existsSync(folder);
if (!present && process.env.CI === 'true')
  throw new Error(`Wycheproof's vectors are missing: no ${folder}; run "bash ci/setup.sh --test"`);

interface Group {
  readonly keyDer?: string;
  readonly publicKeyDer?: string;
  readonly sha: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly flags: readonly string[];
    readonly msg: string;
    readonly sig: string;
    readonly result: 'valid' | 'invalid' | 'acceptable';
  }[];
}

/** Every algorithm that policy accepts, and SHA-3, which is checked and refused by name. */
const wanted =
  /^(ecdsa_secp(256|384|521)r1_sha(3_)?(256|384|512)|rsa_signature_(2048|3072|4096|8192)_sha(3_)?(256|384|512)|rsa_pss_.*)_test\.json$/;
/** Curves that no policy accepts, through the door of those: only the project's own set has them. */
const unaccepted = /^ecdsa_(brainpoolP(256|320|384|512)r1|secp256k1)_sha(256|384|512)_test\.json$/;
const files = present ? readdirSync(folder).filter((name) => wanted.test(name) || unaccepted.test(name)) : [];

// skipped where set-up has not brought the vectors: the data are not this project's to ship
describe.skipIf(!present)('Wycheproof', () => {
  it.each(files)('%s', (file) => {
    const { testGroups } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { testGroups: Group[] };
    const wrong: string[] = [];
    for (const group of testGroups) {
      for (const test of group.tests) {
        const accepted = isAccepted(file, group, test);
        if (accepted !== expected(group, test))
          wrong.push(`${test.tcId} ${test.result} ${test.comment} ${test.flags}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has each size, hash and kind', () => {
    const names = files.join(' ');
    for (const part of ['secp256r1', 'secp384r1', 'pss_2048', 'pss_3072', 'pss_4096'])
      expect(names).toContain(part);
    for (const size of [2048, 3072, 4096]) expect(names).toMatch(new RegExp(`rsa_signature_${size}`));
  });
});

/**
 * What a standard allows and we do not take counts as refused: there is one right encoding. Small exponents and weak
 * hashes are left to the policy, so those signatures are right as such.
 */
function expected(group: Group, { result, flags }: Group['tests'][number]): boolean {
  const ofPolicy = flags.includes('SmallPublicKey') || flags.includes('WeakHash');
  return (result === 'valid' || (result === 'acceptable' && ofPolicy)) && isOurs(group);
}

/** Schemes that no signature of ours may use are refused before any mathematics. */
function isOurs({ sha, mgfSha }: Group): boolean {
  return hashName(sha) !== undefined && (mgfSha === undefined || mgfSha === sha || mgfSha.startsWith('SHA-'));
}

function isAccepted(file: string, group: Group, { msg, sig }: Group['tests'][number]): boolean {
  try {
    const spki = Buffer.from(group.publicKeyDer ?? group.keyDer ?? '', 'hex');
    const scheme = schemeOf(readOnlyDer(algorithmIdentifier(file, group)), 'signatureAlgorithm');
    const [data, signature] = [Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex')];
    if (unaccepted.test(file)) return fitsUnaccepted(scheme, spki, data, signature) === true;
    return signatureFits(scheme, publicKeyOf(readOnlyDer(spki)), data, signature);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

const hashName = (sha: string) =>
  Object.values(hashes).find((name) => name === sha.toLowerCase().replace('-', ''));
const oidOf = (table: Readonly<Record<string, unknown>>, found: (value: unknown) => boolean) =>
  Object.entries(table).find(([, value]) => found(value))?.[0] ?? '1.2.3';

function algorithmIdentifier(file: string, group: Group): Uint8Array {
  const hash = hashName(group.sha);
  if (!file.includes('pss')) {
    const key = file.startsWith('rsa') ? 'rsa' : 'ec';
    const oid = oidOf(
      signatureAlgorithms,
      (value) => JSON.stringify(value) === JSON.stringify({ key, hash }),
    );
    return sequence(objectIdentifier(oid), ...(key === 'rsa' ? [nothing] : []));
  }
  const named = (sha: string) =>
    sequence(objectIdentifier(oidOf(hashes, (value) => value === hashName(sha))), nothing);
  return sequence(
    objectIdentifier(oids.rsaPss),
    sequence(
      tagged(0, named(group.sha)),
      tagged(1, sequence(objectIdentifier(oids.mgf1), named(group.mgfSha ?? group.sha))),
      tagged(2, element(0x02, Buffer.from([group.sLen ?? 0]))),
    ),
  );
}
