/** How far a network address leads: into the world, to this machine, into the own network, or where nobody is meant to be. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What a host may lead to. `anywhere`: its address was written down by the caller. */
export type Reach = 'outside' | 'this-machine' | 'own-network' | 'anywhere';

/**
 * By the registries of special addresses (RFC 6890 and its updates), as ipaddr.js has them. `nowhere` are those that no
 * server of a certificate authority has: link-local (where clouds tell their secrets), multicast, reserved, and the ways
 * to write one address inside another. Also whatever is no address.
 */
export function kindOf(address: string): 'outside' | 'this-machine' | 'own-network' | 'nowhere' {
  const family = isIP(address);
  if (family === 0) return 'nowhere';
  const range = ipaddr.parse(address).range();
  if (range === 'loopback') return 'this-machine';
  if (range === 'private' || range === 'uniqueLocal' || range === 'carrierGradeNat') return 'own-network';
  const isGivenOut = family === 4 || ipaddr.IPv6.parse(address).match(globalUnicast);
  return range === 'unicast' && isGivenOut ? 'outside' : 'nowhere';
}

/** All that is given out of the longer addresses (RFC 4291 section 2.4); the rest is free for whatever comes. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

const reached: Readonly<Record<Exclude<Reach, 'anywhere'>, readonly string[]>> = Object.freeze({
  outside: ['outside'],
  'this-machine': ['this-machine'],
  'own-network': ['outside', 'this-machine', 'own-network'],
});

export function isWithin(address: string, reach: Reach): boolean {
  return reach === 'anywhere' ? isIP(address) !== 0 : reached[reach].includes(kindOf(address));
}
