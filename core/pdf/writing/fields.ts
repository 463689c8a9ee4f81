/** The form fields and signatures that a document already has. */
import { PDFArray, type PDFContext, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import { both } from '../../../foundation/bilingual.ts';
import { fail } from '../reading/errors.ts';
import { defaultLimits } from '../reading/limits.ts';
import type { Work } from '../reading/work.ts';
import { named, textOfName } from './names.ts';

export interface ExistingField {
  readonly name: string;
  /** The field, which for a signature is usually its widget as well. */
  readonly dictionary: PDFDict;
  readonly reference: PDFRef | undefined;
  /** Of type /Sig, its own or its parent's. */
  readonly forSignature: boolean;
  /** Present for a signature field that is signed. */
  readonly signature: PDFDict | undefined;
}

const depthLimit = 32;
/** Each is looked up, and may be one of many that several fields share. */
const stepsForAKid = 5;
/** Letters, or digits of a hexadecimal string. pdf-lib runs out of stack over a hundred thousand. */
const longestText = 32_768;

/** As many as our own reader takes: nobody signs what is then not verified. */
const signatureFieldLimit = defaultLimits.signatureFields;

/**
 * All terminal fields, in document order. `work`: many may share one list or stand below one long name. Throws PDF_REFERENCE_LOOP,
 * PDF_TOO_DEEP, PDF_TOO_MANY_FIELDS, PDF_TOO_MUCH_WORK.
 */
export function fieldsOf(context: PDFContext, catalog: PDFDict, work: Work): readonly ExistingField[] {
  const form = dictionaryAt(context, catalog, 'AcroForm');
  const found: ExistingField[] = [];
  const seen = new Set<string>();
  let forSignatures = 0;
  const walk = (item: unknown, prefix: string, inherited: string | undefined, depth: number): void => {
    if (depth > depthLimit) throw fail('PDF_TOO_DEEP', { limit: depthLimit, offset: 0 });
    const reference = item instanceof PDFRef ? item : undefined;
    if (reference !== undefined) {
      if (seen.has(reference.tag)) throw fail('PDF_REFERENCE_LOOP', { object: reference.tag });
      seen.add(reference.tag);
    }
    const field = reference === undefined ? item : context.lookup(reference);
    if (!(field instanceof PDFDict)) return;
    const own = textAt(context, field, 'T');
    const name = own === undefined ? prefix : prefix === '' ? own : `${prefix}.${own}`;
    const type = nameAt(context, field, 'FT') ?? inherited;
    const kids = arrayAt(context, field, 'Kids');
    work.spend(1 + name.length + stepsForAKid * (kids?.size() ?? 0));
    const named = kids?.asArray().filter((kid) => isNamed(context, kid)) ?? [];
    if (named.length > 0) {
      for (const kid of named) walk(kid, name, type, depth + 1);
      return;
    }
    const forSignature = type === 'Sig';
    if (forSignature && ++forSignatures > signatureFieldLimit)
      throw fail('PDF_TOO_MANY_FIELDS', { limit: signatureFieldLimit });
    const signature = forSignature ? dictionaryAt(context, field, 'V') : undefined;
    found.push(Object.freeze({ name, dictionary: field, reference, forSignature, signature }));
  };
  for (const item of (form && arrayAt(context, form, 'Fields')?.asArray()) ?? []) {
    walk(item, '', undefined, 0);
  }
  return found;
}

/** Whether anything in the file is a signature, reached from a field or not. */
export function hasSignature(context: PDFContext): boolean {
  return context
    .enumerateIndirectObjects()
    .some(
      ([, object]) =>
        object instanceof PDFDict &&
        object.get(named('ByteRange')) !== undefined &&
        object.get(named('Contents')) !== undefined,
    );
}

function isNamed(context: PDFContext, kid: unknown): boolean {
  const field = kid instanceof PDFRef ? context.lookup(kid) : kid;
  return field instanceof PDFDict && field.get(named('T')) !== undefined;
}

/** The dictionary at a key, direct or referenced; undefined when there is none. */
export function dictionaryAt(context: PDFContext, owner: PDFDict, key: string): PDFDict | undefined {
  const value = context.lookup(owner.get(named(key)));
  return value instanceof PDFDict ? value : undefined;
}

export function arrayAt(context: PDFContext, owner: PDFDict, key: string): PDFArray | undefined {
  const value = context.lookup(owner.get(named(key)));
  return value instanceof PDFArray ? value : undefined;
}

export function nameAt(context: PDFContext, owner: PDFDict, key: string): string | undefined {
  const value = context.lookup(owner.get(named(key)));
  return value instanceof PDFName ? textOfName(value) : undefined;
}

function textAt(context: PDFContext, owner: PDFDict, key: string): string | undefined {
  const value = context.lookup(owner.get(named(key)));
  return textOfString(value);
}

/** Undefined for what is no string. Throws PDF_STRUCTURE for one that names nothing any more. */
export function textOfString(value: unknown): string | undefined {
  if (!(value instanceof PDFString || value instanceof PDFHexString)) return undefined;
  const size = value.sizeInBytes();
  if (size > longestText) {
    const expected = both(`at most ${longestText} bytes`, `không quá ${longestText} byte`);
    throw fail('PDF_STRUCTURE', { place: both('a name of a field', 'tên của một ô'), expected });
  }
  return value.decodeText();
}
