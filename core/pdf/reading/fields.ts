/** The signature fields of a form, reached from the catalog as a reader of the document reaches them. */

import { both } from '../../../foundation/bilingual.ts';
import { formOf } from './catalog.ts';
import { fail } from './errors.ts';
import type { Limits } from './limits.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfString,
  textOf,
} from './objects.ts';
import type { Page } from './pages.ts';
import { rectangleOf } from './rectangle.ts';
import type { View } from './view.ts';

export interface Widget {
  readonly object: number | undefined;
  /** From 1; undefined when no page lists the widget. */
  readonly page: number | undefined;
  /** More than one page lists it: it shows on each of them. */
  readonly isOnSeveralPages: boolean;
  /** [left, bottom, right, top] in points of the page. */
  readonly rect: readonly [number, number, number, number] | undefined;
  readonly hasAppearance: boolean;
}

export interface SignatureField {
  /** Fully qualified: partial names joined by dots. */
  readonly name: string;
  readonly object: number | undefined;
  readonly dictionary: PdfDictionary;
  readonly value: PdfObject | undefined;
  readonly widgets: readonly Widget[];
}

/** The form's fields of type /Sig in the order of the form. Throws PDF_REFERENCE_LOOP, PDF_TOO_DEEP, PDF_TOO_MANY_FIELDS. */
export function signatureFieldsOf(view: View, pages: readonly Page[], limits: Limits): SignatureField[] {
  const form = formOf(view);
  const roots = view.resolve(form?.entries.get('Fields'));
  const listed = pagesOfWidgets(view, pages);
  const fields: SignatureField[] = [];
  const seen = new Set<number>();
  let widgets = 0;

  function walk(
    node: PdfObject,
    prefix: string,
    type: PdfObject | undefined,
    value: PdfObject | undefined,
    depth: number,
  ) {
    if (depth > limits.depth) throw fail('PDF_TOO_DEEP', { limit: limits.depth, offset: 0 });
    const reference = isKind(node, 'reference') ? node : undefined;
    if (reference !== undefined) {
      if (seen.has(reference.number)) throw fail('PDF_REFERENCE_LOOP', { object: reference.number });
      seen.add(reference.number);
    }
    const dictionary = dictionaryOf(view.resolve(node));
    if (dictionary === undefined) return;
    const partial = view.resolve(dictionary.entries.get('T'));
    const own = isKind(partial, 'string') ? shortText(partial) : undefined;
    const name = [prefix, own].filter((part) => part !== undefined && part !== '').join('.');
    const fieldType = dictionary.entries.get('FT') ?? type;
    const fieldValue = dictionary.entries.get('V') ?? value;
    const kids = view.resolve(dictionary.entries.get('Kids'));
    const children = isKind(kids, 'array') ? kids.items : [];
    const isWidget = (kid: PdfObject) => dictionaryOf(view.resolve(kid))?.entries.has('T') === false;
    for (const child of children) {
      if (!isWidget(child)) walk(child, name, fieldType, fieldValue, depth + 1);
    }
    if (!isName(view.resolve(fieldType), 'Sig')) return;
    const faces = children.filter(isWidget);
    if (children.length > 0 && faces.length === 0) return;
    widgets += faces.length;
    if (fields.length >= limits.signatureFields || widgets > limits.signatureFields) {
      throw fail('PDF_TOO_MANY_FIELDS', { limit: limits.signatureFields });
    }
    fields.push({
      name,
      object: reference?.number,
      dictionary,
      value: fieldValue,
      widgets: (children.length > 0 ? faces : [node]).map((face) => widgetOf(view, face, listed)),
    });
  }

  if (isKind(roots, 'array')) for (const root of roots.items) walk(root, '', undefined, undefined, 0);
  return fields;
}

/** Bytes. Names of fields are put together from those above them, so that long ones would multiply. */
const longestName = 2_048;

function shortText(string: PdfString): string {
  if (string.bytes.length > longestName) {
    throw fail('PDF_STRUCTURE', {
      place: both('the form', 'biểu mẫu'),
      expected: both(`names of at most ${longestName} bytes`, `tên dài tối đa ${longestName} byte`),
    });
  }
  return textOf(string);
}

function widgetOf(view: View, node: PdfObject, { pageOf, repeated }: Listed): Widget {
  const entries = dictionaryOf(view.resolve(node))?.entries;
  const object = isKind(node, 'reference') ? node.number : undefined;
  return {
    object,
    page: object === undefined ? undefined : pageOf.get(object),
    isOnSeveralPages: object !== undefined && repeated.has(object),
    rect: rectangleOf(view, entries?.get('Rect')),
    hasAppearance:
      dictionaryOf(view.resolve(dictionaryOf(view.resolve(entries?.get('AP')))?.entries.get('N'))) !==
      undefined,
  };
}

interface Listed {
  /** Object number of every annotation → number of its first page. */
  readonly pageOf: ReadonlyMap<number, number>;
  /** Annotations that further pages list. */
  readonly repeated: ReadonlySet<number>;
}

/** A page's own list counts, not the widget's /P. */
function pagesOfWidgets(view: View, pages: readonly Page[]): Listed {
  const pageOf = new Map<number, number>();
  const repeated = new Set<number>();
  for (const page of pages) {
    const annotations = view.resolve(page.dictionary.entries.get('Annots'));
    if (!isKind(annotations, 'array')) continue;
    for (const item of annotations.items) {
      if (!isKind(item, 'reference')) continue;
      const known = pageOf.get(item.number);
      if (known === undefined) pageOf.set(item.number, page.number);
      else if (known !== page.number) repeated.add(item.number);
    }
  }
  return { pageOf, repeated };
}
