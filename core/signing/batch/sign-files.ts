/** Signs the files of one call of `congvu sign`: one login, one result a file, nothing half-written. */
import { CongvuError } from '../../../foundation/error.ts';
import { languagesOf } from '../../../foundation/failure-text.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { warningLines } from '../../../foundation/warning.ts';
import { signDetached } from '../detached.ts';
import { fail } from '../errors.ts';
import { type DocumentBuffers, documentBuffers } from '../files/document-buffers.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { writeSignedAmongOthers } from '../files/output-file.ts';
import type { VerbOptions } from '../options.ts';
import type { SignedPdf, SignOptions } from '../sign-pdf.ts';
import { type SignRequest, signRequest } from '../sign-request.ts';
import { openTokenSigner, type TokenSigner } from '../token/token-signer.ts';
import type { SigningWarning } from '../warning-rows.ts';
import {
  type Counts,
  countLines,
  notReachedLines,
  refusalLines,
  type ToldRefusal,
  toldRefusal,
} from '../words/refusal.ts';
import { presentIn } from './folder-runs.ts';
import { leftOf } from './resume.ts';
import { type ManyResult, signMany } from './sign-many.ts';

interface SignedFile {
  readonly file: string;
  readonly signed: true;
  readonly output: string;
  readonly bytes: number;
  readonly warnings: readonly SigningWarning[];
}

/** Signed by an earlier run. */
interface SkippedFile extends Omit<SignedFile, 'warnings'> {
  readonly skipped: true;
}

type FileResult =
  | SignedFile
  | SkippedFile
  | ({ readonly file: string; readonly signed: false } & ToldRefusal);

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
  const languages = languagesOf(options.lang);
  const results = new Map<Job, FileResult>();
  let first: CongvuError | undefined;
  const refuse = ({ input }: Job, refused: CongvuError): FileResult => {
    first ??= refused;
    if (request.jobs.length > 1) {
      for (const line of refusalLines(input, refused, options.lang)) terminal.note(line);
    }
    return { file: input, signed: false, ...toldRefusal(refused) };
  };
  const presence = await presentIn(
    request.jobs.map(({ output }) => output),
    request.resume,
  );
  const thread = request.jobs.length >= manyFiles;
  const signer = await openTokenSigner({ ...request.token, thread }).catch((error: unknown) => {
    presence.leave();
    throw error;
  });
  try {
    const left = request.resume
      ? await leftOf(request, signer, ({ input }) => signOptions(request, signer, input))
      : { jobs: request.jobs };
    if ('signed' in left) {
      for (const [job, bytes] of left.signed) results.set(job, skipped(job, bytes));
      for (const [job, refused] of left.refused) results.set(job, refuse(job, refused));
    }
    for await (const { job, ...outcome } of outcomes({ ...request, jobs: left.jobs }, signer)) {
      if ('refused' in outcome) {
        results.set(job, refuse(job, outcome.refused));
        continue;
      }
      results.set(job, outcome.result);
      for (const warning of outcome.result.warnings) {
        for (const line of warningLines(job.input, warning, languages)) terminal.note(line);
      }
      if (options.json !== true) terminal.print(`${job.input} → ${job.output}`);
    }
    const missed = request.jobs.length - results.size;
    if (missed > 0) for (const line of notReachedLines(missed, options.lang)) terminal.note(line);
  } finally {
    signer.close();
    presence.leave();
  }
  const all = request.jobs.map((job) => results.get(job) ?? notReached(job.input));
  const counts = countsOf(all);
  if (options.json === true) terminal.printJson({ files: all, counts });
  else if (request.resume) for (const line of countLines(counts, options.lang)) terminal.print(line);
  if (first !== undefined) throw first;
}

function skipped({ input, output }: Job, bytes: number): SkippedFile {
  return { file: input, signed: true, skipped: true, output, bytes };
}

function countsOf(results: readonly FileResult[]): Counts {
  const count = (is: (result: FileResult) => boolean) => results.filter(is).length;
  return {
    signed: count((result) => result.signed && !('skipped' in result)),
    skipped: count((result) => 'skipped' in result),
    failed: count(({ signed }) => !signed),
  };
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
  if (request.detached) {
    const { as = 'invisible', document, proof } = request;
    const { regulation } = document;
    return detachedSignatures(request.jobs, (content) =>
      signDetached({ ...proof, signer, regulation, content, as }),
    );
  }
  return signMany(request.jobs, ({ input }) => ({
    ...signOptions(request, signer, input, buffers),
    buffers,
  }));
}

/** How one file is signed; its bytes are read, into memory from `buffers` if there are any. */
function signOptions(
  { document, proof }: SignRequest,
  signer: TokenSigner,
  input: string,
  buffers?: DocumentBuffers,
): SignOptions {
  const pdf = inputFile(input, inputLimits.pdf, input, buffers?.take);
  return { ...document, ...proof, signer, pdf, extent: 'checked' };
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
