/** Facts about the form of a paper: PDF version, pictures of its pages, what signatures show. Only where somebody asks. */
import {
  catalogOf,
  dictionaryOf,
  isName,
  type Page,
  type PdfFile,
  type SignatureField,
  type View,
} from '../../pdf/reading/index.ts';
import type { LookFacts, PaperFacts } from '../facts/paper-facts.ts';
import type { DocumentRole } from '../policy/regulation.ts';
import { usualContentBudget } from './content.ts';
import { lookOf } from './look.ts';
import { sheetsOf } from './pictures.ts';
import { unlessDamaged } from './unless-damaged.ts';

/** `looks`: what signatures show; `all`: the pages as well. */
export type PaperExtent = 'looks' | 'all';

/**
 * How much is looked at for a document of that role; of an original, which is what most are, nothing, unless its page is
 * read anyway.
 */
export function paperExtentFor(role: DocumentRole | undefined, pageRead = false): PaperExtent | undefined {
  if (role === undefined || role === 'original' || role === 'unsealed') return pageRead ? 'looks' : undefined;
  return role === 'scanned' ? 'all' : 'looks';
}

export function paperFacts(
  file: PdfFile,
  view: View,
  pages: readonly Page[],
  fields: readonly SignatureField[],
  extent: PaperExtent,
): PaperFacts {
  const budget = usualContentBudget();
  return {
    version: versionOf(file, view),
    looks: fields.flatMap(({ name, value, widgets, dictionary }) => {
      if (dictionaryOf(view.resolve(value)) === undefined) return [];
      return widgets.flatMap(({ object }): LookFacts[] => {
        // A widget without a number is the field itself.
        const widget = object === undefined ? dictionary : dictionaryOf(view.object(object));
        const unread: LookFacts = { field: name, lines: null, pictures: 0, shows: null };
        const look =
          widget === undefined
            ? undefined
            : unlessDamaged<LookFacts | undefined>(unread, () => lookOf(view, name, widget, budget));
        return look === undefined ? [] : [look];
      });
    }),
    ...(extent === 'all' ? { sheets: sheetsOf(view, pages, budget) } : {}),
  };
}

/** The header's, or the catalog's where that is later (ISO 32000-1, 7.5.2). */
function versionOf(file: PdfFile, view: View): string {
  const header =
    /^%PDF-(\d\.\d)/.exec(Buffer.from(file.bytes.subarray(0, 8)).toString('latin1'))?.[1] ?? '0.0';
  const catalog = catalogOf(view);
  const later = view.resolve(catalog?.entries.get('Version'));
  return isName(later) && /^\d\.\d$/.test(later.value) && later.value > header ? later.value : header;
}
