/** Keeps room for number and date before the first signature: empty text fields in the blanks of the form. */
import type { PDFDict } from 'pdf-lib';
import { CongvuError } from '../../../foundation/error.ts';
import { numberingLetters, numberingNames } from '../../pdf/numbering/index.ts';
import { findNumberBlanks, openText, printedIn, type TextDocument } from '../../pdf/text/index.ts';
import {
  addTextField,
  type Page,
  pageNumbered,
  type Revision,
  type WritableDocument,
} from '../../pdf/writing/index.ts';
import { appearanceForm } from '../appearance/appearance-form.ts';
import { fontFor } from '../appearance/font.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';
import { type SigningWarning, warn } from '../warning-rows.ts';
import { numberingFields } from './kept-fields.ts';
import { numberingLayout, roundedDown } from './layout.ts';
import {
  foundPlaces,
  givenPlaces,
  hasRoom,
  type NumberingWish,
  searchOn,
  type Wanted,
} from './wanted-fields.ts';

/**
 * Only before the first signature: to a signed document, a new field is a change that no verifier explains. Throws
 * SIGN_NUMBER_FIELD_EXISTS, SIGN_OUTSIDE_PAGE, SIGN_NUMBER_PLACE, SIGN_NUMBER_COVERS_TEXT, SIGN_PLACE_TOO_SMALL.
 */
export async function addNumberingFields(
  revision: Revision,
  wish: NumberingWish,
  regime: SigningRegime,
): Promise<readonly SigningWarning[]> {
  const { document } = revision;
  const [strange] = numberingFields(document);
  if (strange !== undefined) throw fail('SIGN_NUMBER_FIELD_EXISTS', { name: strange.name });
  const page = pageNumbered(document, 1);
  const given = [...givenPlaces(page, wish, regime)];
  const text = await textOf(document, given.length > 0);
  if (text === undefined) return [];
  try {
    for (const { rectangle } of given) {
      const printed = await printedIn(text, page.number, rectangle);
      if (printed !== '') throw fail('SIGN_NUMBER_COVERS_TEXT', { printed });
    }
    const found = foundPlaces(await findNumberBlanks(text, searchOn(page, regime)), wish, regime);
    const narrow = found.filter((one) => !hasRoom(one, regime));
    const wanted = [...given, ...(narrow.length === 0 ? found : [])];
    for (const one of wanted) await addField(revision, page, one, regime);
    return narrow.slice(0, 1).map(({ form }) => warn('NUMBER_NO_ROOM', { form }));
  } finally {
    await text.close();
  }
}

/** What cannot be read has no blanks: that alone is no reason not to sign. */
async function textOf(document: WritableDocument, needed: boolean): Promise<TextDocument | undefined> {
  try {
    return await openText(document.bytes);
  } catch (error) {
    if (needed || !(error instanceof CongvuError)) throw error;
    return undefined;
  }
}

async function addField(
  revision: Revision,
  page: Page,
  wanted: Wanted,
  regime: SigningRegime,
): Promise<void> {
  const { part, label, form, rectangle, size, alignment } = wanted;
  const kind = part === 'number' ? 'number' : 'date';
  const box = { width: rectangle.right - rectangle.left, height: rectangle.top - rectangle.bottom };
  const resources = revision.document.context.obj({}) as PDFDict;
  addTextField(revision, {
    name: numberingNames[part],
    page,
    rectangle,
    label,
    mapping: form,
    size: Math.min(size, roundedDown(box.height / numberingLayout.height)),
    alignment,
    font: { name: fontNames[kind], reference: await fontIn(revision, kind, regime) },
    appearance: appearanceForm(revision, page, box, resources, '/Tx BMC\nEMC'),
  });
}

const fontNames = { number: 'CongvuNumber', date: 'CongvuDate' } as const;

const embedded = new WeakMap<Revision, Map<string, Awaited<ReturnType<typeof embed>>>>();

async function fontIn(revision: Revision, kind: 'number' | 'date', regime: SigningRegime) {
  const known = embedded.get(revision) ?? new Map();
  embedded.set(revision, known);
  const reference = known.get(kind) ?? (await embed(revision, kind, regime));
  known.set(kind, reference);
  return reference;
}

/** Before the signature, so that what is filled in later brings no glyphs that nobody signed. */
async function embed(revision: Revision, kind: 'number' | 'date', { numbering }: SigningRegime) {
  const font = await fontFor(numbering[kind].font, [numberingLetters[kind]]);
  return font.embed(revision);
}
