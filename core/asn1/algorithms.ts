/** Algorithm identifiers with the parameters that their standards ask for: NULL or none. */
import { ecdsaWithSHA256, ecdsaWithSHA384, ecdsaWithSHA512 } from '@peculiar/asn1-ecc';
import {
  id_mgf1,
  id_RSASSA_PSS,
  id_sha256,
  id_sha256WithRSAEncryption,
  id_sha384,
  id_sha384WithRSAEncryption,
  id_sha512,
  id_sha512WithRSAEncryption,
  RsaSaPssParams,
} from '@peculiar/asn1-rsa';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { bufferOf, derOf } from './encoding.ts';
import { hashLength, type SignatureHash, type SignatureScheme } from './signature-scheme.ts';

/** With NULL (RFC 4055 section 5). Made here because asn1-rsa 2.11's constant of that name bears the number of SHA-512/256. */
export const sha256WithRsa = withNull(id_sha256WithRSAEncryption);

/** With NULL, as older readers expect it; RFC 5754 section 2 takes both. */
export const sha256WithNull = withNull(id_sha256);

/** Digests without parameters (RFC 5754 section 2). */
export const sha256 = new AlgorithmIdentifier({ algorithm: id_sha256 });
export const sha384 = new AlgorithmIdentifier({ algorithm: id_sha384 });

const digests: Readonly<Record<SignatureHash, AlgorithmIdentifier>> = {
  sha256: sha256WithNull,
  sha384: withNull(id_sha384),
  sha512: withNull(id_sha512),
};

/** The digest, with NULL. */
export function digestAlgorithm(hash: SignatureHash): AlgorithmIdentifier {
  return digests[hash];
}

const signatures: Readonly<Record<SignatureScheme, AlgorithmIdentifier>> = {
  'rsa-pkcs1-sha256': sha256WithRsa,
  'rsa-pkcs1-sha384': withNull(id_sha384WithRSAEncryption),
  'rsa-pkcs1-sha512': withNull(id_sha512WithRSAEncryption),
  'rsa-pss-sha256': pss('sha256'),
  'rsa-pss-sha384': pss('sha384'),
  'rsa-pss-sha512': pss('sha512'),
  'ecdsa-sha256': ecdsaWithSHA256,
  'ecdsa-sha384': ecdsaWithSHA384,
  'ecdsa-sha512': ecdsaWithSHA512,
};

/** What a signature of this kind bears in a CMS or a certificate (RFC 4055, RFC 5758). */
export function signatureAlgorithm(scheme: SignatureScheme): AlgorithmIdentifier {
  return signatures[scheme];
}

/** The mask's hash is the message's, the salt as long as the hash (RFC 4055 section 3.1). */
function pss(hash: SignatureHash): AlgorithmIdentifier {
  const parameters = new RsaSaPssParams({
    hashAlgorithm: digests[hash],
    maskGenAlgorithm: new AlgorithmIdentifier({
      algorithm: id_mgf1,
      parameters: bufferOf(derOf(digests[hash])),
    }),
    saltLength: hashLength(hash),
  });
  return new AlgorithmIdentifier({ algorithm: id_RSASSA_PSS, parameters: bufferOf(derOf(parameters)) });
}

function withNull(algorithm: string): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithm, parameters: null });
}
