/** Signs a PDF with a software key as the suite needs it, sound or false on purpose, always as an incremental update. */
import type { KeyObject } from 'node:crypto';
import {
  addSignatureField,
  fillByteRange,
  fillContents,
  freeFieldName,
  openForWriting,
  pageNumbered,
  pdfTime,
  rangeDigest,
  signatureDictionary,
  startRevision,
} from '../../../core/pdf/writing/index.ts';
import { signedDataOver } from './cms.ts';
import { timeStampFrom } from './time-stamp.ts';

export interface SuiteSignature {
  readonly signerName: string;
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** Goes into /M. */
  readonly claimedTime: Date;
  readonly timeStampUrl?: string;
  readonly spoil?: (signature: Uint8Array) => Uint8Array;
  /** A mark on the last page in this colour (red, green, blue, each 0 to 1), so that the signature is to be seen. */
  readonly mark: { readonly colour: readonly [number, number, number]; readonly left: number };
}

/** Bytes kept free for the CMS: chain, and a time-stamp token with its own. */
const room = 16_384;

export async function signAsSuite(pdf: Uint8Array, signature: SuiteSignature): Promise<Uint8Array> {
  const document = await openForWriting(pdf);
  const revision = startRevision(document);
  const dictionary = signatureDictionary({
    subFilter: 'ETSI.CAdES.detached',
    claimedTime: pdfTime(signature.claimedTime),
    signerName: signature.signerName,
    room,
  });
  const { context } = document;
  const { left, colour } = signature.mark;
  const appearance = context.stream(`${colour.join(' ')} RG 3 w 4 4 92 42 re 12 12 m 88 38 l S`, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 100, 50],
  });
  addSignatureField(revision, {
    name: freeFieldName(document, undefined),
    page: pageNumbered(document, document.pages.length),
    rectangle: { left, bottom: 60, right: left + 100, top: 110 },
    signature: revision.add(dictionary.object),
    appearance: revision.add(appearance),
  });
  const file = Uint8Array.from(revision.finish());
  const holes = fillByteRange(file, dictionary, document.bytes.length);
  const { timeStampUrl, spoil } = signature;
  const cms = await signedDataOver({
    digest: rangeDigest(file, holes),
    key: signature.key,
    certificate: signature.certificate,
    chain: signature.chain,
    ...(timeStampUrl === undefined ? {} : { timeStamp: (imprint) => timeStampFrom(timeStampUrl, imprint) }),
    ...(spoil === undefined ? {} : { spoil }),
  });
  fillContents(file, holes, cms);
  return file;
}
