/** Who may speak to the control port: programs on this machine that can read the token, and no web page. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CongvuError } from '../../foundation/error.ts';
import { fail } from './errors.ts';

/** Undefined: come in. */
export type Guard = (request: IncomingMessage) => CongvuError | undefined;

/**
 * A page in a browser can make the browser ask 127.0.0.1, under another name when it plays with DNS: such requests
 * carry that name as their Host, or an Origin. Tokens are compared by digest, in a time that tells nothing.
 */
export function portGuard(token: string, port: number): Guard {
  const expected = digest(token);
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  if (port === 80) for (const host of ['127.0.0.1', 'localhost']) hosts.add(host);
  return ({ headers }) => {
    if (!hosts.has(headers.host?.toLowerCase() ?? '')) {
      return fail('EMULATOR_HOST_REFUSED', { reason: 'the Host header names another' });
    }
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
      return fail('EMULATOR_HOST_REFUSED', { reason: 'the request comes from a web page' });
    }
    const [, given = ''] = /^bearer +([\x21-\x7e]+)$/i.exec(headers.authorization ?? '') ?? [];
    return timingSafeEqual(digest(given), expected) ? undefined : fail('EMULATOR_TOKEN_REFUSED');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
