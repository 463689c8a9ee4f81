/** The network addresses of a host, looked up once and held against how far the host may lead. */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { AllowList } from './allow-list.ts';
import { Fault } from './fault.ts';
import { isWithin } from './reach.ts';

/** A host's addresses; replaced in tests. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address }) => address);

/** A name server cannot make us knock at any number of doors. */
const mostAddresses = 8;

/**
 * Those that may be connected to: whoever connects uses these and looks up no more, so that a name cannot mean another
 * one a moment later. At least one. Throws Fault (`not-allowed`, `inside-network`, `name-unknown`) or what `resolve` throws.
 */
export async function addressesFor(
  target: URL | null,
  allowed: AllowList,
  resolve: Resolve,
): Promise<{ readonly target: URL; readonly addresses: readonly string[] }> {
  const reach = target === null ? undefined : allowed.permission(target);
  if (target === null || reach === undefined) throw new Fault({ kind: 'not-allowed' });
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const all = isIP(host) === 0 ? await resolve(host) : [host];
  if (all.length === 0) throw new Fault({ kind: 'name-unknown' });
  const addresses = all.filter((address) => isWithin(address, reach)).slice(0, mostAddresses);
  if (addresses.length === 0) throw new Fault({ kind: 'inside-network' });
  return { target, addresses };
}
