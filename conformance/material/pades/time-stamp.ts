/** Asks a time-stamp server for a token over an imprint (RFC 3161 over HTTP). */
import { der, elements, integer, octets, oid, part, sequence } from './der.ts';

const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'));

/** The token (ContentInfo DER) for a SHA-256 imprint. Throws when the server does not grant it. */
export async function timeStampFrom(url: string, imprint: Uint8Array): Promise<Uint8Array> {
  const request = sequence(integer(1), sequence(sha256, octets(imprint)), der(0x01, Uint8Array.of(0xff)));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: Uint8Array.from(request),
  });
  const [status, token] = elements(part(new Uint8Array(await response.arrayBuffer()), 0).value);
  const granted = status === undefined ? undefined : elements(status.value)[0]?.value[0];
  if ((granted !== 0 && granted !== 1) || token === undefined) {
    throw new Error(
      `the time-stamp server at ${url} answered status ${granted ?? 'unreadable'} (HTTP ${response.status})`,
    );
  }
  return Uint8Array.from(token.whole);
}
