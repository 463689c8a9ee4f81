/** The document security store: certificates, lists and responses for later verifiers (ISO 32000-2, 12.8.4.3). */
import { deflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef } from 'pdf-lib';
import { arrayAt, dictionaryAt } from './fields.ts';
import type { Revision } from './revision.ts';

/** DER of each. */
export interface StoreContent {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** Adds to the store, making it where there is none; what is in it already stays. No /VRI: it is optional. */
export function addToStore(revision: Revision, content: StoreContent): void {
  const { document } = revision;
  const { context, catalog, root } = document;
  const existing = dictionaryAt(context, catalog, 'DSS');
  const store = existing ?? PDFDict.withContext(context);
  const reference = catalog.get(PDFName.of('DSS'));
  if (existing === undefined) {
    store.set(PDFName.of('Type'), PDFName.of('DSS'));
    catalog.set(PDFName.of('DSS'), revision.add(store));
  }
  revision.touch(existing !== undefined && reference instanceof PDFRef ? reference : root);
  addStreams(revision, store, 'Certs', content.certificates);
  addStreams(revision, store, 'CRLs', content.crls);
  addStreams(revision, store, 'OCSPs', content.ocsps);
}

/** The list becomes an object of this revision, so that no earlier array has to be changed. */
function addStreams(revision: Revision, store: PDFDict, key: string, items: readonly Uint8Array[]): void {
  if (items.length === 0) return;
  const { context } = revision.document;
  const list = PDFArray.withContext(context);
  for (const item of arrayAt(context, store, key)?.asArray() ?? []) list.push(item);
  for (const der of items) {
    const dictionary = PDFDict.withContext(context);
    dictionary.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
    list.push(revision.add(PDFRawStream.of(dictionary, deflateSync(der))));
  }
  store.set(PDFName.of(key), revision.add(list));
}
