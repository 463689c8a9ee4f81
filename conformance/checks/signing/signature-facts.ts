/** The signatures of a file as core/verification reads them: facts without the product's own word. */
import { createHash } from 'node:crypto';
import { collectFacts, type Facts, type SignatureFacts } from '../../../core/verification/index.ts';

export interface ReadSignature {
  readonly facts: SignatureFacts;
  /** DER of the signer's certificate. */
  readonly certificate: Uint8Array | undefined;
  /** The signed bytes have the signed digest, and the certificate's key made the signature. */
  readonly sound: boolean;
}

export function signaturesIn(pdf: Uint8Array): {
  readonly facts: Facts;
  readonly signatures: readonly ReadSignature[];
} {
  const facts = collectFacts(pdf);
  return { facts, signatures: facts.signatures.filter(({ kind }) => kind === 'signature').map(read) };
}

function read(facts: SignatureFacts): ReadSignature {
  if (facts.content.kind !== 'cms') return { facts, certificate: undefined, sound: false };
  const { cms } = facts.content;
  const [first] = cms.certificates.filter((one) => sha256(one) === cms.signer);
  return {
    facts,
    certificate: first === undefined ? undefined : Buffer.from(first, 'base64'),
    sound: cms.digestFits && cms.signatureFits && facts.coverage.kind === 'revision',
  };
}

function sha256(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
}
