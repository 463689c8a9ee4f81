/** Signs the files of one call of `congvu sign`: one login, one result a file, nothing half-written. */
import { CongvuError } from '../../foundation/error.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import { signDetached } from './detached.ts';
import { inputFile, inputLimits } from './input-file.ts';
import type { VerbOptions } from './options.ts';
import { writeSigned } from './output-file.ts';
import { signPdfWithWarnings } from './sign-pdf.ts';
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
    for (const job of request.jobs) {
      try {
        const result = await signFile(job, signer, request);
        results.push(result);
        for (const { code, message } of result.warnings) {
          terminal.note(`congvu: warning: ${code}: ${job.input}: ${message}`);
        }
        if (options.json !== true) terminal.print(`${job.input} → ${job.output}`);
      } catch (error) {
        if (!(error instanceof CongvuError)) throw error;
        first ??= error;
        results.push({ file: job.input, signed: false, code: error.code, message: error.message });
        if (request.jobs.length > 1) terminal.note(`${job.input}: ${error.code}: ${error.message}`);
        if (error.code.startsWith('PKCS11_')) break;
      }
    }
  } finally {
    signer.close();
  }
  if (options.json === true) terminal.printJson({ files: results });
  if (first !== undefined) throw first;
}

async function signFile(
  { input, output }: SignRequest['jobs'][number],
  signer: TokenSigner,
  request: SignRequest,
): Promise<SignedFile> {
  const content = inputFile(input, inputLimits.pdf);
  const { appearance, regulation, clock, timeStamp, level, evidence, force } = request;
  const shared = { signer, regulation, clock, ...(timeStamp === undefined ? {} : { timeStamp }) };
  const { pdf: signed, warnings } = request.detached
    ? { pdf: await signDetached({ ...shared, content, as: request.as ?? 'invisible' }), warnings: [] }
    : await signPdfWithWarnings({
        ...shared,
        pdf: content,
        appearance,
        evidence,
        ...(level === undefined ? {} : { level }),
      });
  writeSigned(output, signed, force);
  return { file: input, signed: true, output, bytes: signed.length, warnings };
}
