/** Signs the files of one call of `congvu sign`: one login, one result a file, nothing half-written. */
import { CongvuError } from '../../foundation/error.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import { signDetached } from './detached.ts';
import { inputFile, inputLimits } from './input-file.ts';
import type { VerbOptions } from './options.ts';
import { writeSigned } from './output-file.ts';
import { signMany } from './sign-many.ts';
import type { SignedPdf } from './sign-pdf.ts';
import { type SignRequest, signRequest } from './sign-request.ts';
import { openTokenSigner, type TokenSigner } from './token-signer.ts';
import type { SigningWarning } from './warnings.ts';

interface SignedFile {
  readonly file: string;
  readonly signed: true;
  readonly output: string;
  readonly bytes: number;
  readonly warnings: readonly SigningWarning[];
}

type FileResult =
  | SignedFile
  | { readonly file: string; readonly signed: false; readonly code: string; readonly message: string };

/**
 * A file that is refused does not stop the others; a token that fails does. Throws the first failure after all files
 * have been tried, so that the exit code tells.
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
  const signer = await openTokenSigner(request.token);
  try {
    for await (const { job, ...outcome } of outcomes(request, signer)) {
      if ('refused' in outcome) {
        const { refused } = outcome;
        first ??= refused;
        results.push({ file: job.input, signed: false, code: refused.code, message: refused.message });
        if (request.jobs.length > 1) terminal.note(`${job.input}: ${refused.code}: ${refused.message}`);
        if (refused.code.startsWith('PKCS11_')) break;
        continue;
      }
      results.push(outcome.result);
      for (const { code, message } of outcome.result.warnings) {
        terminal.note(`congvu: warning: ${code}: ${job.input}: ${message}`);
      }
      if (options.json !== true) terminal.print(`${job.input} → ${job.output}`);
    }
  } finally {
    signer.close();
  }
  if (options.json === true) terminal.printJson({ files: results });
  if (first !== undefined) throw first;
}

type Job = SignRequest['jobs'][number];
type Outcome = { readonly job: Job } & ({ readonly result: SignedFile } | { readonly refused: CongvuError });

/** Each file as it is signed and written; what is refused has become a result by then. */
async function* outcomes(request: SignRequest, signer: TokenSigner): AsyncGenerator<Outcome> {
  const { regulation, clock, timeStamp, level, evidence, appearance, scanned, interAgency, numbering } =
    request;
  const shared = { signer, regulation, clock, ...(timeStamp === undefined ? {} : { timeStamp }) };
  if (request.detached) {
    for (const job of request.jobs) {
      yield await outcomeOf(job, async () => {
        const content = inputFile(job.input, inputLimits.pdf);
        const der = await signDetached({ ...shared, content, as: request.as ?? 'invisible' });
        return written(job, { pdf: der, warnings: [] }, request.force);
      });
    }
    return;
  }
  const signing = signMany(request.jobs, ({ input }) => ({
    ...shared,
    pdf: inputFile(input, inputLimits.pdf),
    appearance,
    evidence,
    scanned,
    interAgency,
    ...(numbering === undefined ? {} : { numbering }),
    ...(level === undefined ? {} : { level }),
  }));
  for await (const { job, ...done } of signing) {
    if ('refused' in done) yield { job, refused: done.refused };
    else yield await outcomeOf(job, async () => written(job, done.signed, request.force));
  }
}

async function outcomeOf(job: Job, work: () => Promise<SignedFile>): Promise<Outcome> {
  try {
    return { job, result: await work() };
  } catch (error) {
    if (error instanceof CongvuError) return { job, refused: error };
    throw error;
  }
}

function written({ input, output }: Job, { pdf, warnings }: SignedPdf, force: boolean): SignedFile {
  writeSigned(output, pdf, force);
  return { file: input, signed: true, output, bytes: pdf.length, warnings };
}
