/** `congvu prepare` and `congvu complete`: the digest goes out, the signature comes in. */

import { basename, join, resolve } from 'node:path';
import { both } from '../../../foundation/bilingual.ts';
import { languagesOf } from '../../../foundation/failure-text.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { warningLines } from '../../../foundation/warning.ts';
import { certificateOf } from '../cms/certificate.ts';
import { isCertificate } from '../cms/certificate-links.ts';
import { schemeFor } from '../cms/scheme.ts';
import { completeDetached, prepareDetached } from '../detached.ts';
import { refuseUnmetDemands } from '../document/seed-values.ts';
import { documentRequest, schemeWishOf, unfit } from '../document-request.ts';
import { fail } from '../errors.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { isFolder, refuseTaken, writeSigned } from '../files/output-file.ts';
import { derPieces } from '../long-term/pool.ts';
import { clockFor, proofRequest, replacesInput, textOption, type VerbOptions } from '../options.ts';
import { signedWith } from '../sign-pdf.ts';
import { invisible, kindNamed, refuseAppearanceBeside, refuseLevelBeside } from '../sign-request.ts';
import type { SignerIdentity } from '../token/token-signer.ts';
import { type DetachedState, detachedStateOf, preparedDetachedFrom } from './detached-state.ts';
import { valueMismatch } from './key-mismatch.ts';
import { prepareSignature } from './prepare.ts';
import { type PreparedState, preparedFrom, stateOf } from './prepared-state.ts';

const certificateLimit = 1024 * 1024;

/** Writes the prepared file to --out and its state to OUT.json; beside a file (--detached), only the latter. Throws SIGN_…, PDF_…. */
export async function prepareFile(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  if (options.detached === true) return prepareBeside(file, options, terminal);
  const text = (name: string) => textOption(options, name);
  const out = neededOut(options);
  const force = options.force === true;
  for (const path of [out, `${out}.json`]) refuseTaken(path, force);
  refuseInputs([out, `${out}.json`], [file, text('certificate') ?? '']);
  const prepared = await prepareSignature({
    pdf: inputFile(file, inputLimits.pdf),
    signer: namedSigner(options),
    ...documentRequest(options),
    clock: clockFor(text('at')),
    extent: 'checked',
    // Whether it gets one is for `complete` to say: there is room for it.
    timeStamped: true,
  });
  const state = stateOf(prepared);
  writeSigned(out, prepared.file, force);
  writeState(`${out}.json`, state, force);
  const { warnings } = prepared;
  for (const warning of warnings) {
    for (const line of warningLines(file, warning, languagesOf(options.lang))) terminal.note(line);
  }
  const { scheme, digest } = state;
  if (options.json === true)
    terminal.printJson({ prepared: out, state: `${out}.json`, scheme, digest, warnings });
  else terminal.print(`${scheme} ${digest}`);
}

/** The file is all that is signed: nothing of it is written again. */
async function prepareBeside(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  refuseAppearanceBeside(options);
  const stateFile = `${outBeside(file, options)}.json`;
  const force = options.force === true;
  refuseTaken(stateFile, force);
  refuseInputs([stateFile], [file, textOption(options, 'certificate') ?? '']);
  const at = clockFor(textOption(options, 'at')).now();
  const prepared = prepareDetached({
    content: inputFile(file, inputLimits.pdf),
    signer: namedSigner(options),
    as: kindNamed(textOption(options, 'as') ?? ''),
    regulation: documentRequest(options, invisible).regulation,
    clock: { now: () => at },
  });
  const state = detachedStateOf(prepared, at);
  writeState(stateFile, state, force);
  const { scheme, digest } = state;
  if (options.json === true)
    terminal.printJson({ prepared: file, state: stateFile, scheme, digest, warnings: [] });
  else terminal.print(`${scheme} ${digest}`);
}

/** Of --certificate, --hash and --pss. Throws SIGN_OPTION_INVALID, SIGN_INPUT_…, SIGN_ALGORITHM_…. */
function namedSigner(options: VerbOptions): SignerIdentity {
  const text = (name: string) => textOption(options, name);
  const [certificate, ...others] = derPieces(inputFile(text('certificate') ?? '', certificateLimit));
  if (certificate === undefined || ![certificate, ...others].every(isCertificate)) {
    throw fail('SIGN_OPTION_INVALID', {
      option: '--certificate',
      reason:
        certificate === undefined
          ? both('the file holds no certificate', 'tệp không chứa chứng thư số')
          : both(
              'the file holds something else than certificates',
              'tệp chứa thứ không phải là chứng thư số',
            ),
    });
  }
  const scheme = schemeFor(certificateOf(certificate), schemeWishOf(options));
  return { certificate, chain: others, scheme };
}

function writeState(path: string, state: PreparedState | DetachedState, force: boolean): void {
  writeSigned(path, Buffer.from(`${JSON.stringify(state, null, 2)}\n`), force);
}

function neededOut(options: VerbOptions): string {
  const out = textOption(options, 'out');
  if (out !== undefined) return out;
  throw unfit('--out', both('it is needed unless --detached is given', 'phải nêu, trừ khi có --detached'));
}

/** Where `sign --detached` would put the signature of a single file. */
function outBeside(file: string, options: VerbOptions): string {
  const out = textOption(options, 'out');
  if (out === undefined) return `${file}.p7s`;
  return out.endsWith('/') || isFolder(out) ? join(out, `${basename(file)}.p7s`) : out;
}

/** `file` is what `prepareFile` wrote, with its state beside it; with --detached the file that is signed. */
export async function completeFile(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  if (options.detached === true) return completeBeside(file, options, terminal);
  const text = (name: string) => textOption(options, name);
  const out = neededOut(options);
  refuseInputs([out], [file, `${file}.json`, text('signature') ?? '']);
  const proof = proofRequest(options);
  const prepared = preparedFrom(
    parsedState(inputFile(`${file}.json`, certificateLimit)),
    inputFile(file, inputLimits.pdf),
  );
  const signature = inputFile(text('signature') ?? '', inputLimits.pinFile);
  const { pdf } = await signedWith(prepared, signature, proof, (name) =>
    valueMismatch(prepared, signature, name),
  );
  refuseUnmetDemands(pdf, prepared);
  writeSigned(out, pdf, options.force === true);
  tellSigned(file, out, options, terminal);
}

async function completeBeside(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  const out = outBeside(file, options);
  const valueFile = textOption(options, 'signature') ?? '';
  refuseInputs([out], [file, `${out}.json`, valueFile]);
  const proof = proofRequest(options);
  refuseLevelBeside(proof);
  const state = parsedState(inputFile(`${out}.json`, certificateLimit));
  const prepared = preparedDetachedFrom(state, inputFile(file, inputLimits.pdf));
  const signature = inputFile(valueFile, inputLimits.pinFile);
  const der = await completeDetached(prepared, signature, proof, (name) =>
    valueMismatch(prepared, signature, name),
  );
  writeSigned(out, der, options.force === true);
  tellSigned(file, out, options, terminal);
}

function tellSigned(file: string, out: string, options: VerbOptions, terminal: Terminal): void {
  if (options.json === true) terminal.printJson({ file, signed: true, output: out });
  else terminal.print(`${file} → ${out}`);
}

/** --force is for files that are there, not for those that are read. */
function refuseInputs(outputs: readonly string[], inputs: readonly string[]): void {
  const read = new Set(inputs.map((path) => resolve(path)));
  if (outputs.some((path) => read.has(resolve(path)))) throw replacesInput();
}

function parsedState(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw fail(
      'SIGN_STATE_INVALID',
      { reason: both('the file beside it is not JSON', 'tệp đi kèm không phải JSON') },
      cause,
    );
  }
}
