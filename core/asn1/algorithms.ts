/** Algorithm identifiers with the parameters that their standards ask for: NULL or none. */
import { id_sha256, id_sha256WithRSAEncryption, id_sha384 } from '@peculiar/asn1-rsa';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** With NULL (RFC 4055 section 5). Made here because asn1-rsa 2.11's constant of that name bears the number of SHA-512/256. */
export const sha256WithRsa = new AlgorithmIdentifier({
  algorithm: id_sha256WithRSAEncryption,
  parameters: null,
});

/** With NULL, as older readers expect it; RFC 5754 section 2 takes both. */
export const sha256WithNull = new AlgorithmIdentifier({ algorithm: id_sha256, parameters: null });

/** Digests without parameters (RFC 5754 section 2). */
export const sha256 = new AlgorithmIdentifier({ algorithm: id_sha256 });
export const sha384 = new AlgorithmIdentifier({ algorithm: id_sha384 });
