/** The full name of a form field, from its own part and those of the fields above it (ISO 32000-1, 12.7.3.2), cut for messages. */
import { dictionaryOf, isKind, type PdfDictionary, textOf, type View } from '../../../pdf/reading/index.ts';

const longest = 100;

/** `deepest`: fields that are looked at on the way up, its own included; `most`: letters. */
export function fieldName(
  view: View,
  field: Pick<PdfDictionary, 'entries'>,
  deepest: number,
  most = longest,
): string {
  const parts: string[] = [];
  let node: Pick<PdfDictionary, 'entries'> | undefined = field;
  for (let depth = 0; node !== undefined && depth < deepest; depth += 1) {
    const part = view.resolve(node.entries.get('T'));
    if (isKind(part, 'string')) parts.unshift(textOf(part).slice(0, most));
    node = dictionaryOf(view.resolve(node.entries.get('Parent')));
  }
  return parts.join('.').slice(0, most);
}

/** Whether it has more fields above it than `fieldName` looks at: its name then lacks its beginning. */
export function isDeeper(view: View, field: Pick<PdfDictionary, 'entries'>, deepest: number): boolean {
  let node: Pick<PdfDictionary, 'entries'> | undefined = field;
  for (let depth = 0; depth < deepest; depth += 1) {
    node = dictionaryOf(view.resolve(node.entries.get('Parent')));
    if (node === undefined) return false;
  }
  return true;
}
