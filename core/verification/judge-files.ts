/** `congvu facts` and `congvu judge`: what is in a file, kept apart from the verdict on it. */
import { readFile, stat } from 'node:fs/promises';
import { both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { CongvuError } from '../../foundation/error.ts';
import { type OutputPlace, outputPlace } from '../../foundation/output-place.ts';
import { systemReason } from '../../foundation/system-words.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import { defaultLimits } from '../pdf/reading/index.ts';
import { besideFiles, onlyForPdf } from './beside-files.ts';
import { whileThereIsRoom } from './bulk/disk-full.ts';
import { notReadable } from './bulk/not-readable.ts';
import { detachedFacts, judgeDetached } from './detached.ts';
import { fail } from './errors.ts';
import { collectFacts } from './facts/collect.ts';
import { digestOf, type FactsDocument, factsDocument, readFactsDocument } from './facts/stored/document.ts';
import { askedFor } from './fetching/asked-for.ts';
import { hostsOf } from './host-option.ts';
import { judge } from './judge/document.ts';
import { withQuestions } from './judge/questions.ts';
import { factsWithContents } from './live/contents.ts';
import { notePassedOver, trustWarnings } from './passed-over.ts';
import { loadTrust } from './path/trust.ts';
import type { Policy } from './policy/policy.ts';
import { reportText } from './report/text.ts';
import { policyTerms, type VerifyOptions } from './verify-options.ts';

export interface FactsOptions {
  readonly out?: string;
  readonly force?: boolean;
  /** The file that the given ones sign. */
  readonly content?: string;
  readonly readText?: boolean;
}

/**
 * Prints the facts of a PDF, or of signatures beside a file, or writes them to `out`. Throws VERIFY_… and the PDF_ codes of
 * the reader.
 */
export async function printFacts(
  files: readonly string[],
  options: FactsOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, force = false, content } = options;
  if (out !== undefined) refuseTaken(out, force);
  const document =
    content === undefined ? await factsOfPdf(files, options) : factsBeside(files, content, options);
  if (out === undefined) return terminal.printJson(document);
  try {
    whileThereIsRoom(out, () => writeFileDurably(out, `${JSON.stringify(document, null, 2)}\n`, 0o600));
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw unwritable(out, error);
  }
}

async function factsOfPdf(
  files: readonly string[],
  { readText = false }: FactsOptions,
): Promise<FactsDocument> {
  const [file = '', ...others] = files;
  if (others.length > 0) {
    throw fail('VERIFY_OPTION_UNFIT', {
      option: 'facts',
      problem: both('takes one PDF at a time', 'mỗi lần chỉ nhận một tệp PDF'),
      next: both(
        'Call it once for each file; several files are the signatures of one only with --content.',
        'Chạy riêng cho từng tệp; chỉ khi có --content thì mới nêu nhiều tệp, là các chữ ký của một tệp.',
      ),
    });
  }
  const pdf = await contentOf(file, defaultLimits.fileBytes);
  const facts = factsWithContents(collectFacts(pdf, undefined, 'all'), pdf);
  if (!readText) return factsDocument(file, pdf, facts);
  const { pageReader } = await import('./page/reader.ts');
  return factsDocument(file, pdf, facts, { page: await pageReader.read(pdf, facts.signatures) });
}

function factsBeside(files: readonly string[], path: string, { readText }: FactsOptions): FactsDocument {
  if (readText === true) throw onlyForPdf('--read-text');
  const { signatures, content } = besideFiles(files, path);
  const beside = signatures.map(({ bytes }, index) => ({
    file: files[index] ?? '',
    sha256: digestOf(bytes),
  }));
  return factsDocument(path, content, detachedFacts(signatures, content), { beside });
}

function refuseTaken(path: string, force: boolean): void {
  const place = outputPlaceOf(path);
  if (place === 'something-else') {
    const reason = both(
      'a link, or something other than a file, stands there',
      'ở đó có một liên kết, hoặc thứ không phải là tệp',
    );
    throw fail('VERIFY_OUTPUT_UNWRITABLE', { path, reason });
  }
  if (place === 'file' && !force) throw fail('VERIFY_OUTPUT_EXISTS', { path });
}

function outputPlaceOf(path: string): OutputPlace {
  try {
    return outputPlace(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): CongvuError {
  return fail('VERIFY_OUTPUT_UNWRITABLE', { path, reason: systemReason(error) }, error);
}

/** Judges stored facts. They are believed as they stand. True when the verdict is TOTAL-PASSED. */
export async function judgeFacts(
  path: string,
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<boolean> {
  const terms = policyTerms(options, clock);
  const hosts = hostsOf(options);
  const folder = await loadTrust(terms.trust);
  notePassedOver(folder, terminal, terms.language);
  const text = Buffer.from(await contentOf(path, defaultLimits.fileBytes)).toString('utf8');
  refuseOther(text, path);
  const { file, facts, beside, page } = readFactsDocument(text, path);
  const policy: Policy = { ...terms, trust: folder, at: new Date(terms.at), now: clock.now() };
  const found =
    hosts.length === 0 ? undefined : await askedFor(facts, policy, hosts, terminal, terms.language);
  const trusting = { ...policy, trust: found?.trust ?? folder };
  const judged = beside === undefined ? judge(facts, trusting, page) : judgeDetached(facts, trusting);
  const report = withQuestions(judged, found?.questions ?? []);
  const names = beside === undefined ? {} : { beside: beside.map(({ file: name }) => name) };
  if (options.json === true) terminal.printJson({ file, ...names, ...trustWarnings(folder), ...report });
  else {
    const where = beside === undefined ? 'inside' : 'beside';
    terminal.print(reportText(file, report, terms.language, where).join('\n'));
  }
  return report.verdict === 'TOTAL-PASSED';
}

/** What is plainly something else is said in plain words, not in those of a reader of JSON. */
function refuseOther(text: string, file: string): void {
  if (/^\s*\{/.test(text)) return;
  const detail = text.startsWith('%PDF-')
    ? both('is a PDF', 'là tệp PDF')
    : both('is no JSON document', 'không phải là văn bản JSON');
  throw fail('VERIFY_FACTS_INVALID', { file, place: both('it', 'tệp này'), detail });
}

/** Throws VERIFY_FILE_NOT_FOUND, VERIFY_NOT_A_FILE, VERIFY_FACTS_INVALID. */
async function contentOf(path: string, limit: number): Promise<Uint8Array> {
  const about = await stat(path).catch((error: unknown) => {
    throw notReadable(path, error);
  });
  if (!about.isFile()) throw fail('VERIFY_NOT_A_FILE', { path });
  if (about.size > limit) {
    throw fail('VERIFY_FACTS_INVALID', {
      file: path,
      place: both('the file', 'tệp này'),
      detail: both(`it has more than ${limit} bytes`, `có hơn ${limit} byte`),
    });
  }
  return readFile(path);
}
