/** Refuses an empty field whose author demands what the signature would not have (seed values), by what verification asks. */
import { type PDFContext, type PDFDict, PDFName, PDFNumber } from 'pdf-lib';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { hashOf } from '../../asn1/signature-scheme.ts';
import {
  asRead,
  dictionaryAt,
  type ExistingField,
  resolverOf,
  type SignatureHoles,
} from '../../pdf/writing/index.ts';
import {
  certificateMade,
  collectFacts,
  demandText,
  seedValuesOf,
  type UnmetDemand,
  unmetDemands,
} from '../../verification/index.ts';
import { fail } from '../errors.ts';
import type { SignerIdentity } from '../token/token-signer.ts';

/** What the signature will be. */
export interface SignatureToBe {
  readonly filter: string;
  readonly subFilter: string;
  readonly signer: SignerIdentity;
  readonly timeStamped: boolean;
}

/**
 * Wishes (a value without its bit in /Ff) bind nobody. What is demanded and is not what we make anyway is refused, and so is
 * a demand that nobody here understands. Throws SIGN_FIELD_READ_ONLY, SIGN_FIELD_DEMANDS.
 */
export function refuseOtherDemands(context: PDFContext, field: ExistingField, made: SignatureToBe): void {
  const { name, dictionary } = field;
  if (isReadOnly(context, dictionary)) throw fail('SIGN_FIELD_READ_ONLY', { name });
  const seed = seedValuesOf(resolverOf(context), asRead(dictionary.get(PDFName.of('SV'))));
  const [unmet] = seed === undefined ? [] : unmetDemands(seed, signatureOf(made));
  if (unmet !== undefined) throw refusal(name, unmet);
}

/**
 * The same of a file with the signature in it, as verification finds it: the first phase could not know whether it would get
 * a time stamp. `holes`: where it stands. Throws SIGN_FIELD_DEMANDS.
 */
export function refuseUnmetDemands(signed: Uint8Array, { holes }: { readonly holes: SignatureHoles }): void {
  const place = holes.byteRange.join(' ');
  const signature = collectFacts(signed).signatures.find(({ byteRange }) => byteRange.join(' ') === place);
  const [unmet] = signature?.unmet ?? [];
  if (signature !== undefined && unmet !== undefined) throw refusal(signature.field, unmet);
}

const refusal = (name: string, unmet: UnmetDemand) =>
  fail('SIGN_FIELD_DEMANDS', { name, demand: demandText(unmet), found: instead(unmet) });

function signatureOf({ filter, subFilter, signer, timeStamped }: SignatureToBe) {
  return {
    filter,
    subFilter,
    reason: undefined,
    hash: hashOf(signer.scheme),
    certifies: null,
    attestation: undefined,
    hasRevocation: false,
    isTimeStamped: timeStamped,
    locksDocument: false,
    signer: certificateMade(signer.certificate, signer.chain),
  };
}

function instead({ entry, found, notCompared }: UnmetDemand): Bilingual {
  if (notCompared === true) {
    return both('something that cannot be compared with it', 'nội dung không đối chiếu được');
  }
  if (entry.startsWith('Cert ')) return both('another certificate', 'chứng thư số khác');
  return found === null ? both('nothing of the kind', 'không có') : both(found, found);
}

const depthLimit = 32;

/** /Ff is inherited (ISO 32000-1, table 220). */
function isReadOnly(context: PDFContext, field: PDFDict): boolean {
  let node: PDFDict | undefined = field;
  for (let depth = 0; node !== undefined && depth < depthLimit; depth += 1) {
    const flags = context.lookup(node.get(PDFName.of('Ff')));
    if (flags instanceof PDFNumber) return (flags.asNumber() & 1) !== 0;
    node = dictionaryAt(context, node, 'Parent');
  }
  return false;
}
