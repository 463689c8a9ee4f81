/** Asks a time-stamp server for a token over an imprint (RFC 3161 over HTTP). */
import { id_sha256 } from '@peculiar/asn1-rsa';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { children, contentOf, encoded, readOnlyDer } from '../../../core/verification/der/reader.ts';

/** The token (ContentInfo DER) for a SHA-256 imprint. Throws when the server does not grant it. */
export async function timeStampFrom(url: string, imprint: Uint8Array): Promise<Uint8Array> {
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: id_sha256 }),
      hashedMessage: new OctetString(imprint),
    }),
    certReq: true,
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: AsnConvert.serialize(request),
  });
  // The library would write the token anew; what the server signed is passed on as it came.
  const [status, token] = children(readOnlyDer(new Uint8Array(await response.arrayBuffer())));
  const [granted] = status === undefined ? [] : children(status).map((field) => contentOf(field)[0]);
  if ((granted !== 0 && granted !== 1) || token === undefined) {
    throw new Error(
      `the time-stamp server at ${url} answered status ${granted ?? 'unreadable'} (HTTP ${response.status})`,
    );
  }
  return Uint8Array.from(encoded(token));
}
