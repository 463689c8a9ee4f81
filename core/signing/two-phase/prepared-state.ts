/** A prepared signature as JSON beside its file: between the phases, minutes may pass and another machine may sign. */

import { createHash } from 'node:crypto';
import { Ajv, type JSONSchemaType } from 'ajv';
import { both } from '../../../foundation/bilingual.ts';
import type { CongvuError } from '../../../foundation/error.ts';
import { hashOf, type SignatureScheme, signatureHashes } from '../../asn1/signature-scheme.ts';
import { rangeDigest } from '../../pdf/writing/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { isCertificate, leadingUp } from '../cms/certificate-links.ts';
import { signsWith } from '../cms/scheme.ts';
import { fail } from '../errors.ts';
import type { SignerIdentity } from '../token/token-signer.ts';
import { cmsTemplateOf } from './cms-template.ts';
import type { PreparedSignature } from './prepare.ts';

export interface PreparedState {
  readonly version: 1;
  /** Where the hole of the prepared file is. */
  readonly byteRange: number[];
  readonly scheme: SignatureScheme;
  /** DER in base64. */
  readonly certificate: string;
  readonly chain: string[];
  /** What is signed, for signers that hash themselves: base64. */
  readonly attributes: string;
  /** The same as a digest, for those that take one: hexadecimal, by the hash of the scheme. */
  readonly digest: string;
}

const schemes = ['rsa-pkcs1', 'rsa-pss', 'ecdsa'].flatMap((method) =>
  signatureHashes.map((hash) => `${method}-${hash}` as SignatureScheme),
);
export const base64 = { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$' } as const;
/** What the states of both kinds have in common. */
export const signerSchema = {
  scheme: { type: 'string', enum: schemes },
  certificate: base64,
  chain: { type: 'array', items: base64, maxItems: 20 },
  attributes: base64,
  digest: { type: 'string', pattern: '^[0-9a-f]+$' },
} as const;
const schema: JSONSchemaType<PreparedState> = {
  type: 'object',
  required: ['version', 'byteRange', 'scheme', 'certificate', 'chain', 'attributes', 'digest'],
  additionalProperties: false,
  properties: {
    version: { type: 'number', const: 1 },
    byteRange: { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 4, maxItems: 4 },
    ...signerSchema,
  },
};
const isState = new Ajv().compile(schema);

export function stateOf({ holes, signer, attributes }: PreparedSignature): PreparedState {
  return { version: 1, byteRange: [...holes.byteRange], ...signerState(signer, attributes) };
}

export type SignerState = Omit<PreparedState, 'version' | 'byteRange'>;

export function signerState(signer: SignerIdentity, attributes: Uint8Array): SignerState {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    scheme: signer.scheme,
    certificate: text(signer.certificate),
    chain: leadingUp(signer.certificate, signer.chain).map(text),
    attributes: text(attributes),
    digest: createHash(hashOf(signer.scheme)).update(attributes).digest('hex'),
  };
}

/** The second phase's input again. Throws SIGN_STATE_INVALID when state and file do not belong together any more. */
export function preparedFrom(state: unknown, file: Uint8Array): PreparedSignature {
  if (!isState(state)) throw notOurs();
  const [a = 0, b = 0, c = 0, d = 0] = state.byteRange;
  const hole = file.subarray(a + b, c);
  if (a !== 0 || c + d !== file.length || !/^<0+>$/.test(Buffer.from(hole).toString('latin1'))) {
    throw fail('SIGN_STATE_INVALID', {
      reason: both(
        'the prepared file is another one, or is signed already',
        'tệp chuẩn bị là tệp khác, hoặc đã được ký',
      ),
    });
  }
  const signer = signerFrom(state);
  const holes = { byteRange: [a, b, c, d] as const };
  const attributes = cmsTemplateOf(signer).attributesFor(rangeDigest(file, holes, hashOf(state.scheme)));
  if (Buffer.from(attributes).toString('base64') !== state.attributes) {
    throw fail('SIGN_STATE_INVALID', {
      reason: both('the prepared file was changed since', 'tệp chuẩn bị đã bị thay đổi'),
    });
  }
  return Object.freeze({ file: Uint8Array.from(file), holes, signer, attributes, warnings: [] });
}

export function notOurs(): CongvuError {
  return fail('SIGN_STATE_INVALID', {
    reason: both('it is not one of "congvu prepare"', 'không phải do "congvu prepare" ghi ra'),
  });
}

/** Throws SIGN_STATE_INVALID for certificates that `prepare` would not have written. */
export function signerFrom(state: SignerState): SignerIdentity {
  const signer = {
    scheme: state.scheme,
    certificate: Buffer.from(state.certificate, 'base64'),
    chain: state.chain.map((text) => Buffer.from(text, 'base64')),
  };
  refuseStrangeCertificates(signer);
  if (!signsWith(certificateOf(signer.certificate), state.scheme)) {
    throw fail('SIGN_STATE_INVALID', {
      reason: both(
        `the certificate's key does not sign with ${state.scheme}`,
        `khóa của chứng thư số không ký theo ${state.scheme}`,
      ),
    });
  }
  return signer;
}

/** What is put into the signature is read by every recipient: `prepare` wrote only certificates that lead up from the signer's. */
function refuseStrangeCertificates({ certificate, chain }: PreparedSignature['signer']): void {
  if (!isCertificate(certificate)) {
    throw fail('SIGN_STATE_INVALID', {
      reason: both('"certificate" is no certificate', '"certificate" không phải là chứng thư số'),
    });
  }
  if (!chain.every(isCertificate) || leadingUp(certificate, chain).length < chain.length) {
    throw fail('SIGN_STATE_INVALID', {
      reason: both(
        '"chain" holds something else than the authorities above the signer\'s certificate',
        '"chain" chứa thứ không phải chứng thư số của các nơi cấp phía trên chứng thư số của người ký',
      ),
    });
  }
}
