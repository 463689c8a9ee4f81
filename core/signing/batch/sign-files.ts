/** Signs the files of one call of `congvu sign`: one login, one result a file, nothing half-written. */
import { CongvuError } from '../../../foundation/error.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { signDetached } from '../detached.ts';
import { fail } from '../errors.ts';
import { type DocumentBuffers, documentBuffers } from '../files/document-buffers.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { writeSignedAmongOthers } from '../files/output-file.ts';
import type { VerbOptions } from '../options.ts';
import type { SignedPdf } from '../sign-pdf.ts';
import { type SignRequest, signRequest } from '../sign-request.ts';
import { openTokenSigner, type TokenSigner } from '../token/token-signer.ts';
import type { SigningWarning } from '../warnings.ts';
import { notReachedLines, refusalLines, type ToldRefusal, toldRefusal } from '../words/refusal.ts';
import { type ManyResult, signMany } from './sign-many.ts';

interface SignedFile {
  readonly file: string;
  readonly signed: true;
  readonly output: string;
  readonly bytes: number;
  readonly warnings: readonly SigningWarning[];
}

type FileResult = SignedFile | ({ readonly file: string; readonly signed: false } & ToldRefusal);

/** From how many files on a thread for the token is worth starting. */
const manyFiles = 64;

/**
 * A file that is refused does not stop the others; a token that fails does, and each that is left is told as
 * SIGN_NOT_REACHED. Throws the first failure after all files have been told, so that the exit code tells.
 */
export async function signFiles(
  files: readonly string[],
  options: VerbOptions,
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const request = signRequest(files, options, environment);
  const results: FileResult[] = [];
  let first: CongvuError | undefined;
  const signer = await openTokenSigner({ ...request.token, thread: request.jobs.length >= manyFiles });
  try {
    for await (const { job, ...outcome } of outcomes(request, signer)) {
      if ('refused' in outcome) {
        const { refused } = outcome;
        first ??= refused;
        results.push({ file: job.input, signed: false, ...toldRefusal(refused) });
        if (request.jobs.length > 1) {
          for (const line of refusalLines(job.input, refused, options.lang)) terminal.note(line);
        }
        continue;
      }
      results.push(outcome.result);
      for (const { code, message } of outcome.result.warnings) {
        terminal.note(`congvu: warning: ${code}: ${job.input}: ${message}`);
      }
      if (options.json !== true) terminal.print(`${job.input} → ${job.output}`);
    }
    const left = request.jobs.slice(results.length).map(({ input }) => notReached(input));
    results.push(...left);
    if (left.length > 0) {
      for (const line of notReachedLines(left.length, options.lang)) terminal.note(line);
    }
  } finally {
    signer.close();
  }
  if (options.json === true) terminal.printJson({ files: results });
  if (first !== undefined) throw first;
}

function notReached(file: string): FileResult {
  return { file, signed: false, ...toldRefusal(fail('SIGN_NOT_REACHED')) };
}

type Job = SignRequest['jobs'][number];
type Outcome = { readonly job: Job } & ({ readonly result: SignedFile } | { readonly refused: CongvuError });

/** Each file as it is signed and written, in order; what is refused has become a result by then. */
async function* outcomes(request: SignRequest, signer: TokenSigner): AsyncGenerator<Outcome> {
  const buffers = documentBuffers();
  const writing: { readonly outcome: Promise<Outcome>; readonly bytes: number }[] = [];
  const next = async () => (await writing.splice(0, 1)[0]?.outcome) as Outcome;
  for await (const { job, ...done } of signatures(request, signer, buffers)) {
    if ('refused' in done)
      writing.push({ outcome: Promise.resolve({ job, refused: done.refused }), bytes: 0 });
    else {
      const outcome = written(job, done.signed, request.force).finally(() => buffers.give(done.signed.pdf));
      // Whoever waits for it learns of a fault, and until then nobody needs to.
      outcome.catch(() => undefined);
      writing.push({ outcome, bytes: done.signed.pdf.length });
    }
    // A token that fails is asked no more, and nothing that it signed afterwards is written.
    if ('refused' in done && done.refused.code.startsWith('PKCS11_')) break;
    while (writing.length > mostWriting || writing.reduce((sum, one) => sum + one.bytes, 0) > mostBytes) {
      yield await next();
    }
  }
  while (writing.length > 0) yield await next();
}

/** Files that are being written and synced while the next are signed, and the bytes of all of them. */
const mostWriting = 8;
const mostBytes = 64 * 1024 * 1024;

function signatures(
  request: SignRequest,
  signer: TokenSigner,
  buffers: DocumentBuffers,
): AsyncIterable<ManyResult<Job>> {
  const { regulation, clock, timeStamp, level, evidence, appearance, scanned, interAgency, numbering } =
    request;
  const shared = { signer, regulation, clock, ...(timeStamp === undefined ? {} : { timeStamp }) };
  if (request.detached) {
    return detachedSignatures(request.jobs, (content) =>
      signDetached({ ...shared, content, as: request.as ?? 'invisible' }),
    );
  }
  return signMany(request.jobs, ({ input }) => ({
    ...shared,
    pdf: inputFile(input, inputLimits.pdf, input, buffers.take),
    buffers,
    appearance,
    evidence,
    scanned,
    interAgency,
    extent: 'checked',
    ...(numbering === undefined ? {} : { numbering }),
    ...(level === undefined ? {} : { level }),
  }));
}

async function* detachedSignatures(
  jobs: readonly Job[],
  sign: (content: Uint8Array) => Promise<Uint8Array>,
): AsyncGenerator<ManyResult<Job>> {
  for (const job of jobs) {
    try {
      const pdf = await sign(inputFile(job.input, inputLimits.pdf));
      yield { job, signed: { pdf, warnings: [] } };
    } catch (error) {
      if (!(error instanceof CongvuError)) throw error;
      yield { job, refused: error };
    }
  }
}

async function written(job: Job, { pdf, warnings }: SignedPdf, force: boolean): Promise<Outcome> {
  const { input, output } = job;
  try {
    await writeSignedAmongOthers(output, pdf, force);
    return { job, result: { file: input, signed: true, output, bytes: pdf.length, warnings } };
  } catch (error) {
    if (error instanceof CongvuError) return { job, refused: error };
    throw error;
  }
}
