/** PKCS#10 requests (RFC 2986): made with a token key to prove possession, and checked before anything is issued. */
import { CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr';
import { ecdsaWithSHA256 } from '@peculiar/asn1-ecc';
import { Name, SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { both } from '../../foundation/bilingual.ts';
import { sha256WithRsa } from '../asn1/algorithms.ts';
import { bufferOf, derOf } from '../asn1/encoding.ts';
import { verbatim } from '../asn1/verbatim.ts';
import { fail } from './errors.ts';
import { x509 } from './x509.ts';

/** A request for a public key, signed by `sign`, which gets the bytes to sign and gives the signature as X.509 wants it. */
export function certificateRequest(options: {
  readonly subject: x509.Name;
  readonly publicKey: Uint8Array;
  readonly keyType: 'rsa' | 'ec';
  readonly sign: (data: Uint8Array) => Uint8Array;
}): Uint8Array {
  const information = new CertificationRequestInfo({
    subject: verbatim(Name, new Uint8Array(options.subject.toArrayBuffer())),
    subjectPKInfo: verbatim(SubjectPublicKeyInfo, options.publicKey),
  });
  return derOf(
    new CertificationRequest({
      certificationRequestInfo: information,
      signatureAlgorithm: options.keyType === 'rsa' ? sha256WithRsa : ecdsaWithSHA256,
      signature: bufferOf(options.sign(derOf(information))),
    }),
  );
}

/**
 * The public key of a request whose signature proves that the asker holds the private key.
 * @param request PEM or DER
 * @throws PKI_REQUEST_INVALID
 */
export async function requestedPublicKey(request: Uint8Array | string): Promise<Uint8Array> {
  const parsed = parsedRequest(request);
  const proven = await parsed.verify().catch((error: unknown) => {
    throw fail(
      'PKI_REQUEST_INVALID',
      { reason: both('its signature cannot be checked', 'không kiểm tra được chữ ký của yêu cầu') },
      error,
    );
  });
  if (!proven)
    throw fail('PKI_REQUEST_INVALID', {
      reason: both(
        'its signature does not match its public key',
        'chữ ký của yêu cầu không khớp với khóa công khai trong đó',
      ),
    });
  return new Uint8Array(parsed.publicKey.rawData);
}

function parsedRequest(request: Uint8Array | string): x509.Pkcs10CertificateRequest {
  try {
    const text = typeof request === 'string' ? request : Buffer.from(request).toString('latin1');
    const pem = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----[^-]+-----END/.test(text);
    return new x509.Pkcs10CertificateRequest(pem ? text : Uint8Array.from(Buffer.from(text, 'latin1')));
  } catch (error) {
    throw fail('PKI_REQUEST_INVALID', { reason: both('it is not PKCS#10', 'không phải PKCS#10') }, error);
  }
}
