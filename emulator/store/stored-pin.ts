/** PINs at rest: a salted scrypt hash, compared in constant time. */
import { hash as hashOf, scrypt, timingSafeEqual } from 'node:crypto';

export interface StoredPin {
  /** Hexadecimal, 16 bytes. */
  readonly salt: string;
  /** Hexadecimal, 32 bytes. */
  readonly hash: string;
  /** scrypt's N; r is 8, p is 1. */
  readonly cost: number;
  /**
   * What scrypt was given: the PIN's SHA-256. Tokens of before December 2026 lack it and gave the PIN itself, which scrypt fills
   * up with zeros and, over 64 bytes, hashes (RFC 2104, section 2): two PINs could then be one.
   */
  readonly of?: 'sha-256';
}

/** 2^12 takes about 8 ms: a login stays quick, and guessing six digits from a stolen file takes hours, not seconds. */
const cost = 4096;

export type RandomBytes = (count: number) => Uint8Array;

export async function storedPin(pin: Uint8Array, random: RandomBytes): Promise<StoredPin> {
  const salt = Buffer.from(random(16));
  const hash = await derived(sha256(pin), salt, cost);
  return Object.freeze({ salt: salt.toString('hex'), hash: hash.toString('hex'), cost, of: 'sha-256' });
}

export async function pinMatches(stored: StoredPin, pin: Uint8Array): Promise<boolean> {
  const given = stored.of === 'sha-256' ? sha256(pin) : pin;
  const hash = await derived(given, Buffer.from(stored.salt, 'hex'), stored.cost);
  return timingSafeEqual(hash, Buffer.from(stored.hash, 'hex'));
}

function sha256(pin: Uint8Array): Buffer {
  return hashOf('sha256', pin, 'buffer');
}

function derived(pin: Uint8Array, salt: Uint8Array, n: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 32, { N: n, r: 8, p: 1 }, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
