/** The CMS inside a signature and its time stamps, as facts. */
import { allAtOnce, type Steps } from '../../../../foundation/steps.ts';
import { certificateText } from '../../cms/certificate-text.ts';
import { type SignedDataCheck, signedDataInSteps } from '../../cms/check.ts';
import { CmsError, type CmsProblem } from '../../cms/cms-error.ts';
import { type RevocationInside, revocationInside } from '../../cms/revocation-inside.ts';
import { parseEachSigner, parseSignedData, type SignedData } from '../../cms/signed-data.ts';
import { parseTimeStamp } from '../../cms/time-stamp.ts';
import type { SignatureScheme } from '../../crypto/algorithm.ts';
import { AlgorithmError } from '../../crypto/algorithm-error.ts';
import { bytesOf, type SignedBytes } from '../../crypto/signed-bytes.ts';
import type { HashName } from '../../der/oids.ts';
import { oids } from '../../der/oids.ts';
import { DerError } from '../../der/reader.ts';
import type { CmsFacts, SignatureContent, TimeStampContent } from '../facts.ts';

/** A detached signature over the signed bytes. The weight of its steps is that of what was given. */
export function cmsInSteps(contents: Uint8Array, signed: SignedBytes): Steps<SignatureContent> {
  return contentOf(
    () => parseSignedData(contents),
    signed,
    ({ content }) => content === undefined,
  );
}

/**
 * The same of each signer that signed in parallel (CAdES, EN 319 122-1, 4.1), one at least. Beside a file the content may
 * stand inside as well, if it is the same.
 */
export function cmsContents(contents: Uint8Array, signed: SignedBytes): readonly SignatureContent[] {
  const each = readOr<readonly (() => SignedData)[], SignatureContent>(
    () => parseEachSigner(contents),
    unreadable,
  );
  return 'kind' in each ? [each] : each.map((one) => allAtOnce(contentOf(one, signed, isSameInside)));
}

function unreadable(detail: string, problem: CmsProblem | undefined, algorithm?: string) {
  const more = {
    ...(problem === undefined ? {} : { problem }),
    ...(algorithm === undefined ? {} : { algorithm }),
  };
  return { kind: 'unreadable', detail, ...more } as const;
}

function isSameInside({ content, signer }: SignedData): boolean {
  if (content === undefined) return true;
  return Buffer.compare(bytesOf(content).digest(signer.hash), signer.messageDigest) === 0;
}

function* contentOf(
  read: () => SignedData,
  signed: SignedBytes,
  contentFits: (data: SignedData) => boolean,
): Steps<SignatureContent> {
  try {
    const data = read();
    const check = yield* signedDataInSteps(data, signed);
    const { hash, scheme, signingTime } = data.signer;
    const cms = {
      ...cmsFacts(check, hash, scheme, data),
      ...withRevocation(revocationInside(data.signer.revocationArchival, data.revocationChoices)),
      contentTypeFits: check.contentTypeFits && data.contentType === oids.data,
      contentFits: contentFits(data),
      signingTime: signingTime?.toISOString() ?? null,
      ...(data.wasBer ? { wasBer: true as const } : {}),
    };
    const timeStamps = data.signer.timeStampTokens.map((token) =>
      tokenContent(token, bytesOf(data.signer.signature)),
    );
    return { kind: 'cms', cms, timeStamps };
  } catch (error) {
    return unread(error, unreadable);
  }
}

/** A time-stamp token over `stamped`: a signature value, or the signed bytes for a document time stamp. */
export function tokenContent(token: Uint8Array, stamped: SignedBytes): TimeStampContent {
  return readOr(
    () => {
      const stamp = parseTimeStamp(token, stamped);
      return {
        kind: 'token',
        time: stamp.time.toISOString(),
        ...(stamp.accuracy === undefined ? {} : { accuracy: stamp.accuracy }),
        policy: stamp.policy,
        serial: stamp.serial,
        ...(stamp.criticalExtension === undefined ? {} : { criticalExtension: stamp.criticalExtension }),
        ...(stamp.namesAnother ? { namesAnother: true as const } : {}),
        imprintHash: stamp.hash,
        imprintFits: stamp.imprintFits,
        cms: {
          ...cmsFacts(stamp.check, stamp.signatureHash, stamp.scheme, stamp),
          ...withRevocation(stamp.revocation),
          ...(stamp.wasBer ? { wasBer: true as const } : {}),
        },
      } as const;
    },
    (detail) => ({ kind: 'unreadable', detail }) as const,
  );
}

function cmsFacts(
  check: SignedDataCheck,
  hash: HashName,
  scheme: SignatureScheme,
  { certificates, broken }: Pick<SignedData, 'certificates' | 'broken'>,
): CmsFacts {
  return {
    hash,
    scheme: scheme.kind,
    ...('unnamed' in scheme ? { algorithmUnnamed: true } : {}),
    signer: check.signer?.id ?? null,
    certificates: certificates.map(certificateText),
    ...(broken === 0 ? {} : { brokenCertificates: broken }),
    ...(check.unusable === undefined
      ? {}
      : { unusableSigner: Buffer.from(check.unusable.der).toString('base64') }),
    ...(check.unusableFits === undefined ? {} : { unusableSignerFits: check.unusableFits }),
    digestFits: check.digestFits,
    signatureFits: check.signatureFits,
    contentTypeFits: check.contentTypeFits,
    contentFits: true,
    ess: check.ess,
    ...(check.limits.length === 0 ? {} : { limits: check.limits }),
    signingTime: null,
  };
}

function withRevocation(revocation: RevocationInside | undefined): Pick<CmsFacts, 'revocation'> {
  return revocation === undefined ? {} : { revocation };
}

function readOr<Read, Unreadable>(read: () => Read, otherwise: Otherwise<Unreadable>): Read | Unreadable {
  try {
    return read();
  } catch (error) {
    return unread(error, otherwise);
  }
}

type Otherwise<Unreadable> = (
  detail: string,
  problem: CmsProblem | undefined,
  algorithm?: string,
) => Unreadable;

/** Throws what does not come from the bytes that were read. */
function unread<Unreadable>(error: unknown, otherwise: Otherwise<Unreadable>): Unreadable {
  if (error instanceof CmsError) return otherwise(error.message, error.problem);
  if (error instanceof AlgorithmError) return otherwise(error.message, undefined, error.algorithm);
  if (error instanceof DerError) return otherwise(error.message, undefined);
  throw error;
}
