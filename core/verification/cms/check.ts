/** The parts of SignedData compared with each other and with the bytes that were signed. */
import { allAtOnce, type Steps } from '../../../foundation/steps.ts';
import { signatureFits } from '../crypto/key.ts';
import type { SignedBytes } from '../crypto/signed-bytes.ts';
import { fitsUnaccepted } from '../crypto/unaccepted.ts';
import type { Certificate } from './certificate.ts';
import type { EssReference } from './ess.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';
import type { UnusableCertificate } from './unusable-certificate.ts';

export interface SignedDataCheck {
  readonly signer: Certificate | undefined;
  /** The signer's certificate where it is there and cannot be used. */
  readonly unusable: UnusableCertificate | undefined;
  /** Whether the signature is right by the key of `unusable`; undefined where there is none, or it could not be tried. */
  readonly unusableFits: boolean | undefined;
  readonly digestFits: boolean;
  readonly signatureFits: boolean;
  readonly contentTypeFits: boolean;
  readonly ess: 'fits' | 'differs' | 'missing';
  readonly limits: EssReference['limits'];
}

/** Compares the parts with each other and with the signed bytes. */
export function checkSignedData(data: SignedData, signed: SignedBytes): SignedDataCheck {
  return allAtOnce(signedDataInSteps(data, signed));
}

/**
 * As `checkSignedData`. To verify is a step of its own: of a dozen in a row each takes a tenth less. The weight is that of what was
 * given.
 */
export function* signedDataInSteps(data: SignedData, signed: SignedBytes): Steps<SignedDataCheck> {
  const { signer: info } = data;
  const signer = data.certificates.find((certificate) => isSigner(certificate, info.id));
  const unusable = signer === undefined ? data.unusable.find((one) => isMeant(one, info.id)) : undefined;
  const digest = signed.digest(info.hash);
  yield 0;
  return {
    signer,
    unusable,
    unusableFits:
      unusable?.why.kind === 'unsupported' && unusable.spki !== undefined
        ? fitsUnaccepted(info.scheme, unusable.spki, info.signedAttributes, info.signature)
        : undefined,
    digestFits: Buffer.compare(digest, info.messageDigest) === 0,
    signatureFits:
      signer !== undefined && signatureFits(info.scheme, signer.key, info.signedAttributes, info.signature),
    contentTypeFits: info.contentType === data.contentType,
    ess:
      info.ess === undefined
        ? 'missing'
        : signer !== undefined && info.ess.names(signer)
          ? 'fits'
          : 'differs',
    limits: info.ess?.limits ?? [],
  };
}

function isSigner({ issuer, serial, subjectKeyId }: Certificate, id: SignerInfo['id']): boolean {
  return isMeant({ issuerKey: issuer.key, serial, subjectKeyId }, id);
}

function isMeant(
  one: Pick<UnusableCertificate, 'issuerKey' | 'serial' | 'subjectKeyId'>,
  id: SignerInfo['id'],
): boolean {
  if ('subjectKeyId' in id) return one.subjectKeyId === id.subjectKeyId;
  return one.issuerKey === id.issuerKey && one.serial === id.serial;
}
