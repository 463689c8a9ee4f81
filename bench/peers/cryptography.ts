/** The floor of verifying: the file read, what each of its signatures covers hashed, as many RSA signatures verified. No verifier can do less. */
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { collectFacts } from '../../core/verification/index.ts';
import { fail } from '../errors.ts';

/** Plain data, so that it can cross threads. */
export interface CryptographyJob {
  readonly file: string;
  /** Of each signature: start, length, start and length again. */
  readonly ranges: readonly (readonly number[])[];
}

export function cryptographyJobs(files: readonly string[]): readonly CryptographyJob[] {
  return files.map((file) => ({
    file,
    ranges: collectFacts(readFileSync(file)).signatures.map(({ byteRange }) => byteRange),
  }));
}

/** What is returned does the job of that number, over and over all of them, with a key at hand. Throws BENCH_PEER_FAILED. */
export function cryptographyAlone(jobs: readonly CryptographyJob[]): (index: number) => void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attributes = Buffer.alloc(170, 1);
  const signature = sign('sha256', attributes, privateKey);
  const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }));
  return (index) => {
    const { file, ranges } = jobs[index % jobs.length] ?? { file: '', ranges: [] };
    const bytes = readFileSync(file);
    for (const [, length = 0, resume = 0, rest = 0] of ranges) {
      const covered = createHash('sha256').update(bytes.subarray(0, length));
      covered.update(bytes.subarray(resume, resume + rest)).digest();
      if (!verify('sha256', attributes, key, signature))
        throw fail('BENCH_PEER_FAILED', { peer: 'node:crypto', detail: 'it refused a good signature' });
    }
  };
}
