/** Project Wycheproof: signatures that are nearly right, through the same door as those of CMS, certificates and lists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { type HashName, hashes, oids, signatureAlgorithms } from '../der/oids.ts';
import { DerError, readOnlyDer } from '../der/reader.ts';
import { element, nothing, objectIdentifier, sequence, tagged } from '../testing/der.ts';
import { schemeOf } from './algorithm.ts';
import { publicKeyOf, signatureFits } from './key.ts';
import { fitsUnaccepted } from './unaccepted.ts';

/** Another folder of vectors can be given, such as the project's newest. */
const folder = process.env.CONGVU_WYCHEPROOF ?? join(projectRoot, '.congvu', 'wycheproof');
const present = existsSync(folder);
if (!present && process.env.CI === 'true')
  throw new Error(`Wycheproof's vectors are missing: no ${folder}; run "bash ci/setup.sh --test"`);

interface Group {
  readonly keyDer?: string;
  readonly publicKeyDer?: string;
  /** Absent with Ed25519 and Ed448. */
  readonly sha?: string;
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

/** What holds signatures but none that this door is for, and why. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [/_(p1363|webcrypto)_test/, 'two bare integers: no CMS, certificate or list has them'],
  [/_bitcoin_test/, "Bitcoin's own rule on the second integer"],
  [/_shake(128|256)_/, 'algorithms of their own (RFC 8702), refused by name whatever the signature'],
  [
    /^ecdsa_(secp(160|192|224)|brainpoolP224)/,
    'curves of less than 256 bits, refused by name whatever the signature',
  ],
];
/** Keys that no policy accepts, through the door of those. */
const unaccepted = /^(ecdsa_(brainpool|secp256k1)|ed25519|ed448)/;
const signatures = /^(ecdsa|rsa_signature|rsa_pkcs1_\d+_sig_gen|rsa_pss|ed25519|ed448)_.*test\.json$/;
const files = (present ? readdirSync(folder) : []).filter(
  (name) => signatures.test(name) && !leftOut.some(([pattern]) => pattern.test(name)),
);

// skipped where set-up has not brought the vectors: the data are not this project's to ship
describe.skipIf(!present)('Wycheproof', () => {
  it.each(files)('%s', (file) => {
    const { testGroups } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { testGroups: Group[] };
    const wrong: string[] = [];
    for (const group of testGroups) {
      for (const test of group.tests) {
        const accepted = isAccepted(file, group, test);
        if (accepted !== expected(test))
          wrong.push(`${test.tcId} ${test.result} ${test.comment} ${test.flags}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ...['256r1_sha256', '256r1_sha512', '384r1_sha256', '384r1_sha384', '384r1_sha512', '521r1_sha512'].map(
      (kind) => `ecdsa_secp${kind}`,
    ),
    ...[2048, 3072, 4096, 8192].flatMap((size) =>
      [256, 384, 512].map((bits) => `rsa_signature_${size}_sha${bits}`),
    ),
    ...['2048_sha256', '2048_sha384', '3072_sha256', '4096_sha256', '4096_sha384', '4096_sha512', 'misc'].map(
      (kind) => `rsa_pss_${kind}`,
    ),
  ])('has %s', (name) => expect(files.filter((file) => file.startsWith(name))).not.toEqual([]));
});

/**
 * What a standard allows and we do not take counts as refused: there is one right encoding. Small keys and exponents and weak
 * hashes are left to the policy, so those signatures are right as such.
 */
function expected({ result, flags }: Group['tests'][number]): boolean {
  const ofPolicy = flags.some((flag) => leftToPolicy.has(flag));
  return result === 'valid' || (result === 'acceptable' && ofPolicy);
}

const leftToPolicy: ReadonlySet<string> = new Set(['SmallModulus', 'SmallPublicKey', 'WeakHash']);

function isAccepted(file: string, group: Group, { msg, sig }: Group['tests'][number]): boolean {
  try {
    const spki = Buffer.from(group.publicKeyDer ?? group.keyDer ?? '', 'hex');
    const algorithm = readOnlyDer(algorithmIdentifier(file, group));
    const scheme = schemeOf(algorithm, 'signatureAlgorithm', group.sha === undefined ? 'sha512' : undefined);
    const [data, signature] = [Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex')];
    if (unaccepted.test(file)) return fitsUnaccepted(scheme, spki, data, signature) === true;
    return signatureFits(scheme, publicKeyOf(readOnlyDer(spki)), data, signature);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** `SHA-512/224` is `sha512-224` here, `SHA3-256` is `sha3-256`. A hash that is not known makes no test. */
function hashName(sha = ''): HashName {
  const name = sha.toLowerCase().replace(/^sha-/, 'sha').replace('/', '-');
  const found = Object.values(hashes).find((known) => known === name);
  if (found === undefined) throw new Error(`no hash is called ${sha}`);
  return found;
}

function oidOf(table: Readonly<Record<string, unknown>>, wanted: unknown): string {
  const found = Object.entries(table).find(([, value]) => JSON.stringify(value) === JSON.stringify(wanted));
  if (found === undefined) throw new Error(`nothing here is ${JSON.stringify(wanted)}`);
  return found[0];
}

function algorithmIdentifier(file: string, { sha, mgfSha, sLen }: Group): Uint8Array {
  const [, curve] = /^(ed25519|ed448)_/.exec(file) ?? [];
  if (curve !== undefined) return sequence(objectIdentifier(edwardsOids[curve] ?? ''));
  const hash = hashName(sha);
  if (!file.includes('pss')) {
    const key = file.startsWith('rsa') ? 'rsa' : 'ec';
    const oid = oidOf(signatureAlgorithms, { key, hash });
    return sequence(objectIdentifier(oid), ...(key === 'rsa' ? [nothing] : []));
  }
  const named = (name: HashName) => sequence(objectIdentifier(oidOf(hashes, name)), nothing);
  return sequence(
    objectIdentifier(oids.rsaPss),
    sequence(
      tagged(0, named(hash)),
      tagged(1, sequence(objectIdentifier(oids.mgf1), named(hashName(mgfSha ?? sha)))),
      tagged(2, element(0x02, Buffer.from([sLen ?? 0]))),
    ),
  );
}

const edwardsOids: Readonly<Record<string, string>> = { ed25519: '1.3.101.112', ed448: '1.3.101.113' };
