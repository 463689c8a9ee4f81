/** Collects the facts of a file: what is there, how the parts fit each other, what changed after signing. */
import { allAtOnce, heavierBy, type Steps } from '../../../foundation/steps.ts';
import {
  defaultLimits,
  dictionaryOf,
  isSpaceByte,
  type Limits,
  type OddPlace,
  openPdf,
  type PdfFile,
  signatureFieldsOf,
} from '../../pdf/reading/index.ts';
import { hashedFile } from '../crypto/signed-bytes.ts';
import { liveFacts } from '../live/collect.ts';
import { factsWithContentsOf } from '../live/contents.ts';
import { type PaperExtent, paperFacts } from '../paper/collect.ts';
import { withUnmetDemands } from '../seed/collect.ts';
import { type Gap, unreadIn } from './bytes/unread.ts';
import { changesSince } from './changes.ts';
import type { Facts, LiveFacts, SignatureFacts } from './facts.ts';
import { withCovers } from './images/covers.ts';
import { numberFields } from './numbering/fields.ts';
import { signatureInSteps } from './signatures/signature.ts';
import { securityStore, storedBytes } from './signatures/store.ts';
import { oddTables, pagesWithOddities } from './tables/odd-tables.ts';

/**
 * The facts of a PDF, without a verdict. Throws the PDF_ codes of the reader when the file cannot be read.
 * Signatures are found through the catalog's form only, as a viewer finds them. `paper`: what is asked of its form.
 */
export function collectFacts(pdf: Uint8Array, limits: Limits = defaultLimits, paper?: PaperExtent): Facts {
  return allAtOnce(factsInSteps(pdf, limits, paper));
}

/** As `collectFacts`. `contents`: whether the instructions of pages are looked at. */
export function* factsInSteps(
  pdf: Uint8Array,
  limits: Limits = defaultLimits,
  paper?: PaperExtent,
  contents = false,
): Steps<Facts> {
  const file = openPdf(pdf, limits);
  const hashed = hashedFile(pdf);
  const view = file.view();
  yield file.heldBytes();
  const { pages, odd } = pagesWithOddities(file);
  yield file.heldBytes();
  const fields = signatureFieldsOf(view, pages, limits);
  const signatures: SignatureFacts[] = [];
  const emptyFields: string[] = [];
  for (const field of fields) {
    yield file.heldBytes();
    const value = dictionaryOf(view.resolve(field.value));
    if (value === undefined) emptyFields.push(field.name);
    else {
      const steps = signatureInSteps(file, hashed, view, pages, field, value);
      signatures.push(yield* heavierBy(steps, () => file.heldBytes()));
    }
  }
  signatures.sort((a, b) => placeInFile(a) - placeInFile(b));
  const signed = firstCovered(signatures);
  const unlisted: OddPlace[] = [];
  const gaps: Gap[] = [];
  yield file.heldBytes();
  const changes = yield* changesSince(
    file,
    signed,
    signatures,
    fields,
    (place) => unlisted.push(place),
    (gap) => gaps.push(gap),
  );
  yield file.heldBytes();
  const covered = withCovers(signatures, fields, view, pages);
  const numbers = numberFields(view, pages, changes);
  yield file.heldBytes();
  const facts: Facts = {
    size: pdf.length,
    pages: pages.length,
    revisions: file.revisions.map(({ number, start, end, sections }) => ({
      number,
      start,
      end,
      crossReference: sections.some(({ kind }) => kind === 'hybrid') ? 'hybrid' : sections[0].kind,
    })),
    bytesAfterEnd: restOf(file, signatures),
    signatures: covered,
    emptyFields,
    repeatedNames: repeated(fields.map(({ name }) => name)),
    changes,
    ...numbers,
    store: securityStore(file, view),
  };
  yield file.heldBytes() + storedBytes(facts.store);
  // Behind the others, so that it cannot cost them their share of the reader's work.
  const live = shownOrDone(liveFacts(view, pages));
  yield file.heldBytes() + storedBytes(facts.store);
  // For the same reason.
  const onPaper = paper === undefined ? {} : { paper: paperFacts(file, view, pages, fields, paper) };
  yield file.heldBytes() + storedBytes(facts.store);
  // Behind them, when all has been read.
  const tables = oddTables(file, signed, odd, signed === undefined ? undefined : unlisted);
  const unread = signed === undefined ? {} : unreadIn(file, signed, gaps);
  const read = { ...facts, ...live, ...onPaper, ...tables, ...unread };
  // Later still: it looks at fields as they were before they were signed.
  const all = withUnmetDemands(file, fields, read);
  return contents ? factsWithContentsOf(all, file, pages) : all;
}

function shownOrDone(live: readonly LiveFacts[]): Pick<Facts, 'live'> {
  return live.length === 0 ? {} : { live };
}

function placeInFile({ coverage }: SignatureFacts): number {
  return coverage.kind === 'revision' ? coverage.end : Number.MAX_SAFE_INTEGER;
}

/** The end of line behind `%%EOF` belongs to the revision, unless a signature ends before it. */
function restOf(file: PdfFile, signatures: readonly SignatureFacts[]): Facts['bytesAfterEnd'] {
  const last = file.revisions.at(-1) ?? file.revisions[0];
  const covering = signatures.flatMap(({ coverage }) =>
    coverage.kind === 'revision' && coverage.revision === last.number ? [coverage.end] : [],
  );
  const start = covering.length > 0 ? Math.max(...covering) : last.endWithLine;
  const rest = file.bytes.subarray(start);
  return { start, count: rest.length, blank: rest.every(isSpaceByte) };
}

function firstCovered(signatures: readonly SignatureFacts[]): number | undefined {
  const covered = signatures.flatMap(({ coverage }) =>
    coverage.kind === 'revision' ? [coverage.revision] : [],
  );
  return covered.length === 0 ? undefined : Math.min(...covered);
}

function repeated(names: readonly string[]): string[] {
  const [once, again] = [new Set<string>(), new Set<string>()];
  for (const name of names) (once.has(name) ? again : once).add(name);
  return [...again];
}
