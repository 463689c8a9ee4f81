/** One signature field with its value, as facts. */
import { CongvuError } from '../../../../foundation/error.ts';
import type { Steps } from '../../../../foundation/steps.ts';
import {
  dictionaryOf,
  isKind,
  isName,
  namedLock,
  type Page,
  type PdfDictionary,
  type PdfFile,
  type PdfString,
  type SignatureField,
  StringWithRoom,
  strictestLock,
  textOf,
  type View,
} from '../../../pdf/reading/index.ts';
import { type Frame, frameOf, frameOfPage } from '../../../pdf/text/frame.ts';
import type { HashedFile, SignedBytes } from '../../crypto/signed-bytes.ts';
import { ifReadable, readDer } from '../../der/reader.ts';
import type { SignatureContent, SignatureFacts, WidgetFacts } from '../facts.ts';
import { cmsInSteps, tokenContent } from './content.ts';
import { coverageOf } from './coverage.ts';
import { claimedMoment } from './date.ts';

/** `value` is the signature dictionary that the field's /V leads to. The weight of the steps is that of what was given. */
export function* signatureInSteps(
  file: PdfFile,
  hashed: HashedFile,
  view: View,
  pages: readonly Page[],
  field: SignatureField,
  value: PdfDictionary,
): Steps<SignatureFacts> {
  const holder = isKind(field.value, 'reference') ? field.value.number : field.object;
  const { byteRange, coverage, signed } = coverageOf(file, hashed, view, value, holder);
  const subFilter = nameIn(view, value, 'SubFilter') ?? '';
  const type = nameIn(view, value, 'Type');
  const isTimeStamp = type === 'DocTimeStamp' || subFilter === 'ETSI.RFC3161';
  const time = textIn(view, value, 'M');
  return {
    field: field.name,
    kind: isTimeStamp ? 'document-time-stamp' : 'signature',
    subFilter,
    ...(type === undefined || type === 'Sig' || isTimeStamp ? {} : { type }),
    widgets: field.widgets.map(({ page, rect, hasAppearance }) => ({
      page: page ?? null,
      rect: rect ?? null,
      hasAppearance,
      ...standing(
        view,
        pages.find(({ number }) => number === page),
      ),
    })),
    ...claimedMoment(time),
    stated: statedBy(view, value),
    byteRange,
    coverage,
    content: yield* contentOf(view, value, signed, isTimeStamp),
    permissions: permissionsOf(view, value),
    lock: lockOf(view, field, value),
  };
}

/** The visible page and how it is turned; of a damaged page what its reader found. */
function standing(view: View, page: Page | undefined): Pick<WidgetFacts, 'pageBox' | 'rotation'> {
  if (page === undefined) return { pageBox: null };
  const { box, rotation } = frameIfReadable(view, page);
  return { pageBox: box, ...(rotation === 0 ? {} : { rotation }) };
}

function frameIfReadable(view: View, page: Page): Frame {
  try {
    return frameOfPage(view, page);
  } catch (error) {
    if (error instanceof CongvuError) return frameOf(page.box, page.rotation);
    throw error;
  }
}

function* contentOf(
  view: View,
  value: PdfDictionary,
  signed: SignedBytes,
  isTimeStamp: boolean,
): Steps<SignatureContent> {
  const contents = view.resolve(value.entries.get('Contents'));
  if (!isKind(contents, 'string')) return { kind: 'unreadable', detail: 'no /Contents' };
  const bytes = withoutRoom(contents);
  if (isTimeStamp) return { kind: 'time-stamp', timeStamp: tokenContent(bytes, signed) };
  return yield* cmsInSteps(bytes, signed);
}

/** What stands behind the DER is zeros in either case: most of it need not be made. */
function withoutRoom(contents: PdfString): Uint8Array {
  if (!(contents instanceof StringWithRoom)) return contents.bytes;
  const { front } = contents;
  return ifReadable(() => readDer(front)).length > 0 ? front : contents.bytes;
}

function statedBy(view: View, value: PdfDictionary): SignatureFacts['stated'] {
  const [name, reason, location] = [
    textIn(view, value, 'Name'),
    textIn(view, value, 'Reason'),
    textIn(view, value, 'Location'),
  ];
  return {
    ...(name === undefined ? {} : { name }),
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location }),
  };
}

/**
 * /P of the DocMDP transforms, the strictest; a certifying signature without it means 2 (ISO 32000-1, table 254). What a value
 * that the table does not have was to allow nobody knows: then nothing.
 */
function permissionsOf(view: View, value: PdfDictionary): number | null {
  const levels = transforms(view, value)
    .filter(({ method }) => method === 'DocMDP')
    .map(({ parameters }) => view.resolve(parameters?.entries.get('P')))
    .map((allowed) => (allowed === null ? 2 : allowed === 2 || allowed === 3 ? allowed : 1));
  return levels.length === 0 ? null : Math.min(...levels);
}

/** Of every FieldMDP transform, and of /Lock in the field, which a signer may not have taken over. */
function lockOf(view: View, field: SignatureField, value: PdfDictionary): SignatureFacts['lock'] {
  const own = view.resolve(field.dictionary.entries.get('Lock'));
  const given = [
    ...transforms(view, value)
      .filter(({ method }) => method === 'FieldMDP')
      .map(({ parameters }) => parameters),
    ...(own === null ? [] : [dictionaryOf(own)]),
  ];
  const lock = strictestLock(given.map((one) => namedLock(view, one)));
  if (lock === undefined) return null;
  const level = view.resolve(dictionaryOf(own)?.entries.get('P'));
  return {
    ...lock,
    ...(typeof level === 'number' ? { level } : {}),
  };
}

function transforms(view: View, value: PdfDictionary) {
  const list = view.resolve(value.entries.get('Reference'));
  if (!isKind(list, 'array')) return [];
  return list.items.map((item) => {
    const entry = dictionaryOf(view.resolve(item));
    return {
      method: entry === undefined ? undefined : nameIn(view, entry, 'TransformMethod'),
      parameters: dictionaryOf(view.resolve(entry?.entries.get('TransformParams'))),
    };
  });
}

function nameIn(view: View, dictionary: PdfDictionary, key: string): string | undefined {
  const object = view.resolve(dictionary.entries.get(key));
  return isName(object) ? object.value : undefined;
}

function textIn(view: View, dictionary: PdfDictionary, key: string): string | undefined {
  const object = view.resolve(dictionary.entries.get(key));
  if (!isKind(object, 'string')) return undefined;
  return textOf(
    object.bytes.length > longestText ? { ...object, bytes: object.bytes.subarray(0, longestText) } : object,
  );
}

/** Bytes of what a signature says of itself; nothing hangs on it. */
const longestText = 4_096;
