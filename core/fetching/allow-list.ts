/** Hosts that a caller allows addresses inside certificates to lead to, and how far. Nothing else is ever asked. */
import { isIP } from 'node:net';
import type { Reach } from './reach.ts';

export interface AllowList {
  readonly isEmpty: boolean;
  /** Undefined: not allowed. */
  permission(url: URL): Reach | undefined;
}

interface Entry {
  readonly host: string;
  readonly port: string;
  readonly reach: Reach;
}

/** An entry that is no host. It may hold a password, so `value` is undefined where there is an @. */
export class HostInvalid extends Error {
  readonly value: string | undefined;
  /** By `insideToo`; `value` is what that was given. */
  readonly isInside: boolean;

  constructor(entry: string) {
    super('not a host');
    const named = hostInside(entry);
    this.value = entry.includes('@') ? undefined : (named ?? entry);
    this.isInside = named !== undefined;
  }
}

const inside = '+private';

/** The entry for a host whose name may lead to loopback and private addresses as well. */
export function insideToo(entry: string): string {
  return `${entry}${inside}`;
}

/** What `insideToo` was given; undefined for any other entry. */
export function hostInside(entry: string): string | undefined {
  return entry.endsWith(inside) ? entry.slice(0, -inside.length) : undefined;
}

/**
 * Entries: `host`, `host:port`, `[::1]:8080`, or `.domain` for all hosts below it. Without a port only those of http
 * and https are meant. A name leads to the world outside only, whatever addresses it has; of an entry by `insideToo`
 * also to loopback and private ones. An address may be any, since the caller wrote it down; `localhost` is this machine.
 * Throws HostInvalid.
 */
export function allowList(entries: readonly string[]): AllowList {
  const parsed = entries.map(entryOf);
  return Object.freeze({
    isEmpty: parsed.length === 0,
    permission(url: URL) {
      if (!isAskable(url)) return undefined;
      const [host, port] = [plain(url.hostname), url.port];
      const fitting = parsed.filter((entry) => entry.port === port && covers(entry, host));
      return (fitting.find(({ reach }) => reach !== 'outside') ?? fitting[0])?.reach;
    },
  });
}

/** For an address that the caller chose: its own host, wherever that is, and no other. */
export function onlyHostOf(address: string): AllowList {
  const own = URL.parse(address);
  return Object.freeze({
    isEmpty: own === null,
    permission: (url: URL) => (isAskable(url) && url.host === own?.host ? 'anywhere' : undefined),
  });
}

/** http or https, without a password: a message that names the address would tell it. */
function isAskable({ protocol, username, password }: URL): boolean {
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

function covers({ host: allowed }: Entry, host: string): boolean {
  return allowed.startsWith('.') ? host.endsWith(allowed) && isIP(host) === 0 : allowed === host;
}

function entryOf(entry: string): Entry {
  const named = hostInside(entry);
  const text = named ?? entry;
  const domain = text.startsWith('.');
  const url = URL.parse(`http://${domain ? text.slice(1) : text}/`);
  const host = url === null ? '' : plain(url.hostname);
  if (
    url === null ||
    host === '' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.username !== '' ||
    /[/?#@*\s+]/.test(text) ||
    // Whoever may name hosts below the domain would choose which address inside is asked.
    (domain && named !== undefined)
  ) {
    throw new HostInvalid(entry);
  }
  return {
    host: domain ? `.${host}` : host,
    port: url.port === '443' ? '' : url.port,
    reach: reachOf(host, domain, named !== undefined),
  };
}

function reachOf(host: string, domain: boolean, named: boolean): Reach {
  if (!domain && isIP(host) !== 0) return 'anywhere';
  if (!domain && host === 'localhost') return 'this-machine';
  return named ? 'own-network' : 'outside';
}

/** As URLs write it: lower case, addresses in their usual form, no point behind, no brackets. */
function plain(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
}
