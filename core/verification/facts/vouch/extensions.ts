/** What a catalog may say of extensions to PDF that a file uses (ISO 32000-2, 7.12): a prefix, a version, a level, and where to read of it. */
import {
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';

/** Registered prefixes have four letters; the names of a few developers are longer. */
const prefix = /^[A-Za-z0-9_]{1,16}$/;
/** Printable letters, without what could be read as PDF. */
const shortText = /^[!-;=?-Z^-z~ ]{0,200}$/;

/** Whether a developer's entry is one, or a list of such, and nothing else. */
export function isExtension(view: View, key: string, value: PdfObject | undefined): boolean {
  if (value === undefined) return true;
  if (key === 'Type') return isName(value, 'Extensions');
  const given = view.resolve(value);
  const one = isKind(given, 'array') ? given.items.map((item) => view.resolve(item)) : [given];
  return prefix.test(key) && one.every((item) => isKind(item, 'dictionary') && isDeclaration(item));
}

function isDeclaration({ entries }: PdfDictionary): boolean {
  return [...entries].every(([key, value]) => {
    if (key === 'Type') return isName(value, 'DeveloperExtensions');
    if (key === 'BaseVersion') return isName(value) && /^[12]\.\d$/.test(value.value);
    if (key === 'ExtensionLevel') return typeof value === 'number' && Number.isSafeInteger(value);
    if (key !== 'URL' && key !== 'ExtensionRevision') return false;
    return isKind(value, 'string') && value.bytes.length <= 400 && shortText.test(textOf(value));
  });
}
