/** A question to an OCSP responder about one certificate (RFC 6960, 4.1.1), with a nonce where one is given. */
import { hash } from 'node:crypto';
import type { Certificate } from '../cms/certificate.ts';
import { Tag } from '../der/reader.ts';
import { wrapDer } from '../der/wrap.ts';

const sha1 = Buffer.from('06052b0e03021a', 'hex');
const nonceOid = Buffer.from('06092b0601050507300102', 'hex');

/** SHA-1 only finds the issuer here; responders are bound to know it, and some know nothing else (RFC 5019, 2.1.1). */
export function ocspRequest(subject: Certificate, issuer: Certificate, nonce?: Uint8Array): Uint8Array {
  const digest = (data: Uint8Array) => wrapDer(Tag.octetString, hash('sha1', data, 'buffer'));
  const id = wrapDer(
    Tag.sequence,
    wrapDer(Tag.sequence, sha1, wrapDer(Tag.null)),
    digest(subject.issuerDer),
    digest(issuer.keyBits),
    serialNumber(subject),
  );
  const list = wrapDer(Tag.sequence, wrapDer(Tag.sequence, id));
  return wrapDer(
    Tag.sequence,
    wrapDer(Tag.sequence, list, ...(nonce === undefined ? [] : [extensions(nonce)])),
  );
}

function extensions(nonce: Uint8Array): Buffer {
  const value = wrapDer(Tag.octetString, wrapDer(Tag.octetString, nonce));
  return wrapDer(Tag.context(2), wrapDer(Tag.sequence, wrapDer(Tag.sequence, nonceOid, value)));
}

function serialNumber({ serial }: Certificate): Buffer {
  const bytes = Buffer.from(serial.replace('-', ''), 'hex');
  const isPadded = !serial.startsWith('-') && (bytes[0] ?? 0) > 0x7f;
  return wrapDer(Tag.integer, ...(isPadded ? [Buffer.of(0)] : []), bytes);
}
