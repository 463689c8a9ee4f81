/** Which demands of its field each signature of a file does not meet. */
import { CongvuError } from '../../../foundation/error.ts';
import {
  catalogOf,
  dictionaryOf,
  isKind,
  isName,
  itemsOf,
  type PdfDictionary,
  type PdfFile,
  type PdfObject,
  type SignatureField,
  textOf,
  type View,
} from '../../pdf/reading/index.ts';
import { certificateFromText } from '../cms/certificate-text.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { oids } from '../der/oids.ts';
import { children, ifReadable, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { oidOf } from '../der/values.ts';
import type { CmsFacts, Facts, SignatureFacts, UnmetDemand } from '../facts/facts.ts';
import { signedDataIn } from '../facts/signatures/signed-data-in.ts';
import type { CertificateMade } from './certificate.ts';
import { notCompared } from './demand.ts';
import { seedValuesOf } from './seed-values.ts';
import { type SignatureMade, unmetDemands } from './unmet.ts';

/** The facts with `unmet` on their signatures: the same object where every field got what it demands, or demands nothing. */
export function withUnmetDemands(file: PdfFile, fields: readonly SignatureField[], facts: Facts): Facts {
  const found = new Map<SignatureFacts, readonly UnmetDemand[]>();
  for (const signature of facts.signatures) {
    const field = fields.find(({ name }) => name === signature.field);
    const unmet = field === undefined ? [] : unmetIn(file, field, signature, facts.store);
    if (unmet.length > 0) found.set(signature, unmet);
  }
  if (found.size === 0) return facts;
  return {
    ...facts,
    signatures: facts.signatures.map((signature) => {
      const unmet = found.get(signature);
      return unmet === undefined ? signature : { ...signature, unmet };
    }),
  };
}

/** Seed values that cannot be read stop nobody from reading the rest of the file. */
function unmetIn(
  file: PdfFile,
  field: SignatureField,
  signature: SignatureFacts,
  store: Facts['store'],
): readonly UnmetDemand[] {
  try {
    const seeded = seededIn(file, field, signature);
    if (seeded === undefined) return [];
    const { view, dictionary } = seeded;
    const seed = seedValuesOf((object) => view.resolve(object), dictionary.entries.get('SV'));
    return seed === undefined ? [] : unmetDemands(seed, madeOf(file, field, signature, store));
  } catch (error) {
    if (error instanceof CongvuError && error.code.startsWith('PDF_')) return [notCompared('SV')];
    throw error;
  }
}

/**
 * The field as its author left it, before the revision that the signature covers: whoever signs could take the demands away.
 * A field that is new in that revision has those that stand there.
 */
function seededIn(
  file: PdfFile,
  { object, dictionary }: SignatureField,
  { coverage }: SignatureFacts,
): { readonly view: View; readonly dictionary: PdfDictionary } | undefined {
  const last = file.revisions.length - 1;
  const covered = coverage.kind === 'revision' ? coverage.revision : last;
  if (object !== undefined && covered > 0) {
    const view = file.view(covered - 1);
    const before = view.entry(object) === undefined ? undefined : dictionaryOf(view.object(object));
    if (before?.entries.has('SV') === true) return { view, dictionary: before };
  }
  const view = file.view(covered);
  const isLater = object !== undefined && (file.view().definition(object)?.revision ?? 0) > covered;
  const signed = isLater ? dictionaryOf(view.object(object)) : dictionary;
  return signed?.entries.has('SV') === true ? { view, dictionary: signed } : undefined;
}

function madeOf(
  file: PdfFile,
  field: SignatureField,
  signature: SignatureFacts,
  store: Facts['store'],
): SignatureMade {
  const view = file.view();
  const value = dictionaryOf(view.resolve(field.value));
  const { content, stated, permissions, subFilter } = signature;
  const filter = view.resolve(value?.entries.get('Filter'));
  const attestation = attestationIn(view);
  const stamp = content.kind === 'time-stamp' && content.timeStamp.kind === 'token' && content.timeStamp;
  const [cms] = signedDataIn(content);
  return {
    filter: isName(filter) ? filter.value : undefined,
    subFilter,
    reason: stated.reason,
    hash: stamp === false ? cms?.hash : stamp.imprintHash,
    certifies: permissions,
    attestation,
    hasRevocation: store.crls.length + store.ocsps.length > 0 || holdsRevocation(view, value),
    isTimeStamped:
      content.kind === 'time-stamp' ||
      (content.kind === 'cms' && content.timeStamps.some(({ kind }) => kind === 'token')),
    locksDocument: locksDocument(view, field, value),
    signer: signerOf(cms),
  };
}

function signerOf(cms: CmsFacts | undefined): CertificateMade | undefined {
  const all = (cms?.certificates ?? []).map(certificateFromText);
  const certificate = all.find(({ id }) => id === cms?.signer);
  return certificate === undefined
    ? undefined
    : { certificate, others: all.filter((one) => one !== certificate) };
}

/** /Attestation of the catalog's /Legal (ISO 32000-1, table 259). */
function attestationIn(view: View): string | undefined {
  const catalog = catalogOf(view);
  const legal = dictionaryOf(view.resolve(catalog?.entries.get('Legal')));
  const text = view.resolve(legal?.entries.get('Attestation'));
  return isKind(text, 'string') ? textOf(text) : undefined;
}

/** A lock with /P 1 (ISO 32000-2, table 236), of the field or as a transform of its signature. */
function locksDocument(view: View, field: SignatureField, value: PdfDictionary | undefined): boolean {
  const locks = [
    field.dictionary.entries.get('Lock'),
    ...itemsOf(view.resolve(value?.entries.get('Reference'))).map((item: PdfObject) =>
      dictionaryOf(view.resolve(item))?.entries.get('TransformParams'),
    ),
  ];
  return locks.some((lock) => view.resolve(dictionaryOf(view.resolve(lock))?.entries.get('P')) === 1);
}

/** The attribute in which PKCS#7 signatures carry lists and responses (ISO 32000-1, 12.8.3.3.2). */
function holdsRevocation(view: View, value: PdfDictionary | undefined): boolean {
  const contents = view.resolve(value?.entries.get('Contents'));
  if (!isKind(contents, 'string')) return false;
  return ifReadable(() => {
    const { signedAttributes } = parseSignedData(contents.bytes).signer;
    return children(readOnlyDer(signedAttributes)).some(
      (attribute) =>
        oidOf(sequence(attribute, 'attribute').take(Tag.oid, 'attrType')) === oids.revocationInfoArchival,
    );
  }).includes(true);
}
