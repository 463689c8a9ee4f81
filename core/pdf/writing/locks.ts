/** What the signatures of a document forbid those who come after them, as verification reads it. */
import { type PDFContext, PDFDict, PDFNull, PDFNumber } from 'pdf-lib';
import { lockSaying, locksField, type NamedLock, strictestLock } from '../reading/named-lock.ts';
import type { Work } from '../reading/work.ts';
import { arrayAt, dictionaryAt, type ExistingField, nameAt, textOfString } from './fields.ts';
import { named } from './names.ts';
import { numberAt } from './sections.ts';

/**
 * What of a certifying signature, or of the lock of a signed field, forbids every later change; undefined when nothing does. The
 * strictest of several holds, and levels other than 2 and 3 allow nothing.
 */
export function forbiddenBy(
  context: PDFContext,
  catalog: PDFDict,
  fields: readonly ExistingField[],
  work: Work,
): string | undefined {
  const permissions = dictionaryAt(context, catalog, 'Perms');
  const certifying = permissions && dictionaryAt(context, permissions, 'DocMDP');
  const signatures = [certifying, ...fields.map((field) => field.signature)];
  for (const signature of signatures) {
    const levels = signature === undefined ? [] : certifiedLevels(context, signature, work);
    const level = levels.find((one) => one !== 2 && one !== 3);
    if (level !== undefined) return `DocMDP, P=${level}`;
  }
  const isLocked = fields.some(({ signature, dictionary }) => {
    const lock = signature && dictionaryAt(context, dictionary, 'Lock');
    return lock !== undefined && numberAt(lock, 'P') === 1;
  });
  return isLocked ? 'SigFieldLock, P=1' : undefined;
}

/** Whether a signed field has locked a field of this name. */
export function isLocked(
  context: PDFContext,
  fields: readonly ExistingField[],
  name: string,
  work: Work,
): boolean {
  return fields.some((field) => {
    const lock = lockOf(context, field, work);
    return lock !== undefined && locksField(lock, name);
  });
}

/** Of every FieldMDP transform, and of /Lock in the field, which a signer may not have taken over. */
function lockOf(
  context: PDFContext,
  { signature, dictionary }: ExistingField,
  work: Work,
): NamedLock | undefined {
  if (signature === undefined) return undefined;
  const own = context.lookup(dictionary.get(named('Lock')));
  const given = transformsOf(context, signature, 'FieldMDP', work);
  if (own !== undefined && own !== PDFNull) given.push(own instanceof PDFDict ? own : undefined);
  return strictestLock(given.map((lock) => namedLock(context, lock, work)));
}

function namedLock(context: PDFContext, lock: PDFDict | undefined, work: Work): NamedLock {
  const names = lock && arrayAt(context, lock, 'Fields');
  work.spend(names?.size() ?? 0);
  return lockSaying(
    lock && nameAt(context, lock, 'Action'),
    names?.asArray().map((item) => context.lookup(item)),
    textOfString,
  );
}

/** As written: 2 where nothing is, "?" for what is no number. */
function certifiedLevels(context: PDFContext, signature: PDFDict, work: Work): readonly (number | '?')[] {
  return transformsOf(context, signature, 'DocMDP', work).map((parameters) => {
    const level = context.lookup(parameters?.get(named('P')));
    if (level === undefined || level === PDFNull) return 2;
    return level instanceof PDFNumber ? level.asNumber() : '?';
  });
}

/** The parameters of every transform of that method. */
function transformsOf(
  context: PDFContext,
  signature: PDFDict,
  method: string,
  work: Work,
): (PDFDict | undefined)[] {
  const references = arrayAt(context, signature, 'Reference')?.asArray() ?? [];
  work.spend(references.length);
  return references.flatMap((item) => {
    const reference = context.lookup(item);
    if (!(reference instanceof PDFDict) || nameAt(context, reference, 'TransformMethod') !== method)
      return [];
    return [dictionaryAt(context, reference, 'TransformParams')];
  });
}
