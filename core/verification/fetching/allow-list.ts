/** Hosts that a caller allows addresses inside certificates to lead to. Nothing else is ever asked. */
import { isIP } from 'node:net';
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../errors.ts';

export interface AllowList {
  readonly isEmpty: boolean;
  /**
   * `exactly`: the host itself is on the list, so even an address inside the own network is meant. `by-domain`: only
   * the domain above it is, which must not lead inside. Undefined: not allowed.
   */
  permission(url: URL): 'exactly' | 'by-domain' | undefined;
}

interface Entry {
  readonly host: string;
  readonly port: string;
}

/**
 * Entries: `host`, `host:port`, `[::1]:8080`, or `.domain` for all hosts below it. Without a port only those of http
 * and https are meant. Throws VERIFY_HOST_INVALID.
 */
export function allowList(entries: readonly string[]): AllowList {
  const parsed = entries.map(entryOf);
  return Object.freeze({
    isEmpty: parsed.length === 0,
    permission(url: URL) {
      const usual = url.protocol === 'http:' || url.protocol === 'https:';
      if (!usual || url.username !== '' || url.password !== '') return undefined;
      const [host, port] = [plain(url.hostname), url.port];
      if (parsed.some((entry) => entry.host === host && entry.port === port)) return 'exactly';
      const below = parsed.some(
        (entry) => entry.host.startsWith('.') && host.endsWith(entry.host) && entry.port === port,
      );
      return below && isIP(host) === 0 ? 'by-domain' : undefined;
    },
  });
}

function entryOf(text: string): Entry {
  const domain = text.startsWith('.');
  const url = URL.parse(`http://${domain ? text.slice(1) : text}/`);
  const rebuilt = url === null ? '' : plain(url.hostname);
  if (
    url === null ||
    rebuilt === '' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.username !== '' ||
    /[/?#@*\s]/.test(text)
  ) {
    // Not what may be a password.
    throw fail('VERIFY_HOST_INVALID', {
      value: text.includes('@') ? both('one with an @', 'tên có dấu @') : text,
    });
  }
  return { host: domain ? `.${rebuilt}` : rebuilt, port: url.port === '443' ? '' : url.port };
}

/** As URLs write it: lower case, addresses in their usual form, no point behind, no brackets. */
function plain(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
}
