/** Hashes by the names that verification gives them. */
import { createHash, type Hash, hash } from 'node:crypto';
import type { HashName } from '../der/oids.ts';

/** SHAKE256 has any length; signatures use 512 bits of it (RFC 8419, 2.1; RFC 8702, 3.1). */
const shakeBytes = 64;

export function newHash(name: HashName): Hash {
  return name === 'shake256' ? createHash(name, { outputLength: shakeBytes }) : createHash(name);
}

/** A fork that goes on from where `state` stands; the length is not copied by itself. */
export function forkOf(name: HashName, state: Hash): Hash {
  return name === 'shake256' ? state.copy({ outputLength: shakeBytes }) : state.copy();
}

/** In hexadecimal digits. */
export function digestOf(name: HashName, data: Uint8Array): string {
  return name === 'shake256' ? newHash(name).update(data).digest('hex') : hash(name, data, 'hex');
}
