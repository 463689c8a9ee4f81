/** `congvu verify FILE.p7s… --content FILE`: the signatures beside one file, judged together. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { both } from '../../foundation/bilingual.ts';
import type { Clock } from '../../foundation/clock.ts';
import { CongvuError } from '../../foundation/error.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import { detachedFacts, verifyDetached } from './detached.ts';
import { fail } from './errors.ts';
import type { FilesOutcome } from './exit-code.ts';
import { askedFor } from './fetching/asked-for.ts';
import { hostsOf } from './host-option.ts';
import { withQuestions } from './judge/questions.ts';
import { notePassedOver, trustWarnings } from './passed-over.ts';
import { loadTrust } from './path/trust.ts';
import type { Policy } from './policy/policy.ts';
import { reportText } from './report/text.ts';
import { signatureIn } from './signature-file.ts';
import { policyTerms, type VerifyOptions } from './verify-options.ts';

/** Throws VERIFY_… for wrong arguments and files that cannot be read. */
export async function verifyDetachedFiles(
  signatures: readonly string[],
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<FilesOutcome> {
  const content = String(options.content);
  const hosts = hostsOf(options);
  if (options.readText === true) {
    throw onlyForPdf('--read-text');
  }
  for (const [option, value] of [
    ['--out', options.out],
    ['--resume', options.resume],
  ] as const) {
    if (value !== undefined) throw onlyForPdf(option);
  }
  const { language, ...terms } = policyTerms(options, clock);
  const trust = await loadTrust(terms.trust);
  notePassedOver(trust, terminal, language);
  const policy: Policy = {
    ...terms,
    trust,
    at: new Date(terms.at),
    now: clock.now(),
  };
  const read = signatures.map((path) => ({ name: basename(path), der: signatureAt(path) }));
  const signed = bytesAt(content);
  const found =
    hosts.length === 0
      ? undefined
      : await askedFor(detachedFacts(read, signed), policy, hosts, terminal, language);
  const judged = verifyDetached(
    read,
    signed,
    found === undefined ? policy : { ...policy, trust: found.trust },
  );
  const report = withQuestions(judged, found?.questions ?? []);
  if (options.json === true) {
    terminal.printJson({ ...trustWarnings(trust), ...report, file: content, beside: signatures });
  } else terminal.print(reportText(content, report, language, 'beside').join('\n'));
  return report.verdict === 'TOTAL-PASSED' ? 'passed' : 'not-passed';
}

function signatureAt(path: string): Uint8Array {
  const bytes = bytesAt(path);
  const found = signatureIn(bytes);
  if (found.kind === 'der') return found.der;
  throw fail('VERIFY_BESIDE_INVALID', { path, ...notSignatures[found.kind] });
}

function onlyForPdf(option: string): CongvuError {
  return fail('VERIFY_OPTION_UNFIT', {
    option,
    problem: both(
      'is for PDF files, not for signatures beside a file (--content)',
      'dùng cho tệp PDF, không dùng cho chữ ký rời bên cạnh tệp (--content)',
    ),
    next: both(
      'Leave one of the two out; what is printed with --json can be kept with > FILE.',
      'Bỏ một trong hai; muốn giữ kết quả in bằng --json thì ghi ra tệp bằng > FILE.',
    ),
  });
}

const notSignatures = {
  pdf: {
    problem: both('is a PDF, which holds its signatures itself', 'là tệp PDF, tự chứa chữ ký'),
    next: both(
      'Verify it without --content; with it, name the .p7s files.',
      'Kiểm tra tệp không kèm --content; có --content thì nêu các tệp .p7s.',
    ),
  },
  mail: {
    problem: both('is a whole S/MIME message', 'là cả một thư S/MIME'),
    next: both(
      'Save its attachment smime.p7s, and name that; openssl smime -pk7out takes it out as well.',
      'Lưu tệp đính kèm smime.p7s rồi nêu tệp đó; openssl smime -pk7out cũng tách được tệp này.',
    ),
  },
} as const;

function bytesAt(path: string): Uint8Array {
  try {
    if (statSync(path).isDirectory()) {
      throw fail('VERIFY_BESIDE_INVALID', {
        path,
        problem: both('is a folder', 'là thư mục'),
        next: both(
          'Name one signed file with --content, and the .p7s files that sign it.',
          'Nêu một tệp đã ký bằng --content, và các tệp .p7s ký tệp đó.',
        ),
      });
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw fail('VERIFY_FILE_NOT_FOUND', { path }, error);
  }
}
