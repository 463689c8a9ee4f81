/** RSA keys out of a seed: the same bytes are signed the same way in every process, so that an input can be made again. */
import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto';

const exponent = 65_537n;

/** 2,048 bits. Worthless as a secret, whoever reads the seed has the key. */
export function seededRsaKey(seed: string): KeyObject {
  const p = seededPrime(`${seed} p`);
  const q = seededPrime(`${seed} q`);
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const parts = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, base64url(value)]));
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
}

/** Of 1,024 bits, the two highest and the lowest set. */
function seededPrime(seed: string): bigint {
  const blocks = [0, 1, 2, 3].map((block) => createHash('sha256').update(`${seed} ${block}`).digest('hex'));
  let candidate = BigInt(`0x${blocks.join('')}`) | (3n << 1022n) | 1n;
  while (candidate % exponent === 1n || !checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b % a, a, y - quotient * x, x];
  }
  return ((x % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}
