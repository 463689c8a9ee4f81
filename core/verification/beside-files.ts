/** Reads a file and the signatures that stand beside it, and says what is none. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { both } from '../../foundation/bilingual.ts';
import { CongvuError } from '../../foundation/error.ts';
import { notReadable } from './bulk/not-readable.ts';
import type { DetachedSignature } from './detached.ts';
import { fail } from './errors.ts';
import { signatureIn } from './signature-file.ts';

export interface BesideFiles {
  /** `bytes`: of the file, in which the signature may be written as text. */
  readonly signatures: readonly (DetachedSignature & { readonly bytes: Uint8Array })[];
  readonly content: Uint8Array;
}

/** Throws VERIFY_BESIDE_INVALID, VERIFY_FILE_NOT_FOUND, VERIFY_NOT_A_FILE. */
export function besideFiles(paths: readonly string[], content: string): BesideFiles {
  const signatures = paths.map((path) => ({ name: basename(path), ...signatureAt(path) }));
  return { signatures, content: bytesAt(content) };
}

/** VERIFY_OPTION_UNFIT for an option of PDF files. */
export function onlyForPdf(option: string): CongvuError {
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

function signatureAt(path: string): { readonly der: Uint8Array; readonly bytes: Uint8Array } {
  const bytes = bytesAt(path);
  const found = signatureIn(bytes);
  if (found.kind === 'der') return { der: found.der, bytes };
  throw fail('VERIFY_BESIDE_INVALID', { path, ...notSignatures[found.kind] });
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
    const about = statSync(path);
    if (about.isDirectory()) {
      throw fail('VERIFY_BESIDE_INVALID', {
        path,
        problem: both('is a folder', 'là thư mục'),
        next: both(
          'Name one signed file with --content, and the .p7s files that sign it.',
          'Nêu một tệp đã ký bằng --content, và các tệp .p7s ký tệp đó.',
        ),
      });
    }
    if (!about.isFile()) throw fail('VERIFY_NOT_A_FILE', { path });
    return readFileSync(path);
  } catch (error) {
    if (error instanceof CongvuError) throw error;
    throw notReadable(path, error);
  }
}
