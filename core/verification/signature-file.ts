/** What a .p7s file holds: DER, the same as PEM or bare base64, or something else that goes by this name. */

export type SignatureFile =
  | { readonly kind: 'der'; readonly der: Uint8Array }
  | { readonly kind: 'pdf' }
  /** A whole message: its signature is over a part of it, as mail is written, not over a file. */
  | { readonly kind: 'mail' };

const pem = /^\s*-----BEGIN (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----([A-Za-z0-9+/=\s]+)-----END/;
/** DER begins with a SEQUENCE, which in base64 is an M; of a signature a byte of its length follows, and is no small one. */
const bare = /^\s*(MI[A-Za-z0-9+/\s]+={0,2})\s*$/;
const header = /^\s*(?:MIME-Version|Content-Type|Received|Return-Path|From|To|Subject|Date|Message-ID):/i;

/** A mark of UTF-8 before the text is passed over. */
export function signatureIn(bytes: Uint8Array): SignatureFile {
  if (Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) return { kind: 'pdf' };
  if (bytes[0] === derSequence && !isText(bytes.subarray(0, 64))) return { kind: 'der', der: bytes };
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  if (header.test(text)) return { kind: 'mail' };
  const [, body] = pem.exec(text) ?? bare.exec(text) ?? [];
  return { kind: 'der', der: body === undefined ? bytes : Buffer.from(body, 'base64') };
}

const derSequence = 0x30;

const isText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);
