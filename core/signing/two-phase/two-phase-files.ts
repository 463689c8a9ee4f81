/** `congvu prepare` and `congvu complete`: the digest goes out, the signature comes in. */

import { resolve } from 'node:path';
import { both } from '../../../foundation/bilingual.ts';
import { languagesOf } from '../../../foundation/failure-text.ts';
import type { Terminal } from '../../../foundation/terminal.ts';
import { warningLines } from '../../../foundation/warning.ts';
import { certificateOf } from '../cms/certificate.ts';
import { isCertificate } from '../cms/certificate-links.ts';
import { schemeFor } from '../cms/scheme.ts';
import { refuseUnmetDemands } from '../document/seed-values.ts';
import { documentRequest, schemeWishOf } from '../document-request.ts';
import { fail } from '../errors.ts';
import { inputFile, inputLimits } from '../files/input-file.ts';
import { refuseTaken, writeSigned } from '../files/output-file.ts';
import { derPieces } from '../long-term/pool.ts';
import { clockFor, proofRequest, replacesInput, textOption, type VerbOptions } from '../options.ts';
import { signedWith } from '../sign-pdf.ts';
import { valueMismatch } from './key-mismatch.ts';
import { prepareSignature } from './prepare.ts';
import { preparedFrom, stateOf } from './prepared-state.ts';

const certificateLimit = 1024 * 1024;

/** Writes the prepared file to --out and its state to OUT.json. Throws SIGN_…, PDF_…. */
export async function prepareFile(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  const text = (name: string) => textOption(options, name);
  const out = text('out') ?? '';
  const force = options.force === true;
  for (const path of [out, `${out}.json`]) refuseTaken(path, force);
  refuseInputs([out, `${out}.json`], [file, text('certificate') ?? '']);
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
  const prepared = await prepareSignature({
    pdf: inputFile(file, inputLimits.pdf),
    signer: { certificate, chain: others, scheme },
    ...documentRequest(options),
    clock: clockFor(text('at')),
    // Whether it gets one is for `complete` to say: there is room for it.
    timeStamped: true,
  });
  const state = stateOf(prepared);
  writeSigned(out, prepared.file, force);
  writeSigned(`${out}.json`, Buffer.from(`${JSON.stringify(state, null, 2)}\n`), force);
  const { warnings } = prepared;
  for (const warning of warnings) {
    for (const line of warningLines(file, warning, languagesOf(options.lang))) terminal.note(line);
  }
  if (options.json === true)
    terminal.printJson({ prepared: out, state: `${out}.json`, scheme, digest: state.digest, warnings });
  else terminal.print(`${scheme} ${state.digest}`);
}

/** `file` is what `prepareFile` wrote, with its state beside it. */
export async function completeFile(file: string, options: VerbOptions, terminal: Terminal): Promise<void> {
  const text = (name: string) => textOption(options, name);
  const out = text('out') ?? '';
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
