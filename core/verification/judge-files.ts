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
import { whileThereIsRoom } from './bulk/disk-full.ts';
import { fail } from './errors.ts';
import { collectFacts } from './facts/collect.ts';
import { factsDocument, readFactsDocument } from './facts/document.ts';
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

/** Prints the facts of a PDF, or writes them to `out`. Throws VERIFY_… and the PDF_ codes of the reader. */
export async function printFacts(
  file: string,
  { out, force = false }: { readonly out?: string; readonly force?: boolean },
  terminal: Terminal,
): Promise<void> {
  if (out !== undefined) refuseTaken(out, force);
  const pdf = await contentOf(file, defaultLimits.fileBytes);
  const document = factsDocument(file, pdf, factsWithContents(collectFacts(pdf, undefined, 'all'), pdf));
  if (out === undefined) return terminal.printJson(document);
  try {
    whileThereIsRoom(out, () => writeFileDurably(out, `${JSON.stringify(document, null, 2)}\n`, 0o600));
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw unwritable(out, error);
  }
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
  const { file, facts } = readFactsDocument(text, path);
  const policy: Policy = { ...terms, trust: folder, at: new Date(terms.at), now: clock.now() };
  const found =
    hosts.length === 0 ? undefined : await askedFor(facts, policy, hosts, terminal, terms.language);
  const judged = judge(facts, { ...policy, trust: found?.trust ?? folder });
  const report = withQuestions(judged, found?.questions ?? []);
  if (options.json === true) terminal.printJson({ file, ...trustWarnings(folder), ...report });
  else terminal.print(reportText(file, report, terms.language).join('\n'));
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
    throw fail('VERIFY_FILE_NOT_FOUND', { path }, error);
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
