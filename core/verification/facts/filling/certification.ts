/** The certifying signature of a document: what it lets others do afterwards (ISO 32000-2, 12.8.2.2). */
import {
  catalogOf,
  dictionaryOf,
  type PdfFile,
  type SignatureField,
  type View,
} from '../../../pdf/reading/index.ts';
import type { SignatureFacts } from '../facts.ts';
import { numberOf } from '../step.ts';

export interface Certification {
  /** The revision that it covers. */
  readonly revision: number;
  /** DocMDP /P: 1 nothing, 2 filling of forms and signing, 3 also annotations. */
  readonly level: number;
  /** What it covers. */
  readonly view: View;
}

/**
 * Only the first signature of a document certifies it, and only where the catalog that it signs names it (/Perms /DocMDP): anything
 * else is a signature that somebody put over another one's to allow himself changes. Undefined too where its bytes or its value do not fit.
 */
export function certificationOf(
  file: PdfFile,
  signatures: readonly SignatureFacts[],
  fields: readonly SignatureField[],
): Certification | undefined {
  const covered = signatures.flatMap((signature) =>
    signature.coverage.kind === 'revision' ? [{ signature, revision: signature.coverage.revision }] : [],
  );
  const [first, second] = covered.sort((a, b) => a.revision - b.revision);
  if (first === undefined || first.revision === second?.revision) return undefined;
  const { signature, revision } = first;
  const { content, permissions } = signature;
  if (signature.kind !== 'signature' || permissions === null || content.kind !== 'cms') return undefined;
  if (!content.cms.digestFits || !content.cms.signatureFits) return undefined;
  const value = numberOf(fields.find(({ name }) => name === signature.field)?.value);
  const view = file.view(revision);
  const catalog = catalogOf(view);
  const permitted = dictionaryOf(view.resolve(catalog?.entries.get('Perms')))?.entries.get('DocMDP');
  return value !== undefined && numberOf(permitted) === value
    ? { revision, level: permissions, view }
    : undefined;
}
