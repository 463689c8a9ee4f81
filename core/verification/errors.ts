/** What stops a verification before it begins: wrong arguments and unreadable trust. */
import { defineErrors } from '../../foundation/error.ts';
import { vietnamese } from './errors.vi.ts';

export const errorTable = {
  VERIFY_FILE_NOT_FOUND: {
    exit: 2,
    message: 'no file can be read at {path}',
    hint: 'Check the path.',
  },
  VERIFY_FILE_UNREADABLE: {
    exit: 2,
    message: '{path} is there and cannot be read ({reason})',
    hint: 'Check the rights on the file, and on the folders that lead to it.',
  },
  VERIFY_FILE_NAME_UNREADABLE: {
    exit: 2,
    message: 'the name of {path} is not UTF-8, so it cannot be opened',
    hint: 'Rename it and run it again.',
  },
  VERIFY_NOT_A_FILE: {
    exit: 2,
    message: '{path} is a device, a pipe or a socket',
    hint: 'Name PDF files, or folders that hold some.',
  },
  VERIFY_FOLDER_UNREADABLE: {
    exit: 2,
    message: 'the folder {path} cannot be read ({reason})',
    hint: 'Check its permissions; every document below it counts.',
  },
  VERIFY_FILE_TOO_SLOW: {
    exit: 2,
    message: 'it was not verified within {seconds} s',
    hint: 'An unusual file, perhaps made to overload: be careful with it.',
  },
  VERIFY_FILE_TOO_HEAVY: {
    exit: 2,
    message: 'verifying it takes more than {megabytes} MB of memory',
    hint: 'An unusual file, perhaps made to overload: be careful with it.',
  },
  VERIFY_FAULT: {
    exit: 3,
    message: 'verifying it broke: {reason}',
    hint: 'This is a fault of congvu: please report it with the file.',
  },
  VERIFY_JOBS_INVALID: {
    exit: 2,
    message: 'expected a whole number from 1 to {most} for --jobs, got {value}',
    hint: 'Leave it out to use all cores.',
  },
  VERIFY_RESULTS_EXIST: {
    exit: 2,
    message: '{path} exists',
    hint: 'Add --resume to go on with it, or name another file.',
  },
  VERIFY_RESULTS_UNUSABLE: {
    exit: 2,
    message: '{path} cannot be used for results: {reason}',
    hint: 'Give the options of the first run again (one run has one trust and one time), or name another place with --out.',
  },
  VERIFY_RESULTS_UNWRITABLE: {
    exit: 2,
    message: 'results cannot be written to {path}: {reason}',
    hint: 'Name another place with --out, or see to the rights on this one.',
  },
  VERIFY_BESIDE_INVALID: {
    exit: 2,
    message: '{path} {problem}',
    hint: '{next}',
  },
  VERIFY_DISK_FULL: {
    exit: 3,
    message: '{path} cannot be written: no room is left for it ({reason})',
    hint: 'Free some space there, then run it again; verify --out and audit go on with what is written by --resume.',
  },
  VERIFY_OUTPUT_EXISTS: {
    exit: 2,
    message: '{path} exists',
    hint: 'Add --force to replace it, or name another file with --out.',
  },
  VERIFY_OUTPUT_UNWRITABLE: {
    exit: 2,
    message: '{path} cannot be written: {reason}',
    hint: 'Name another file with --out.',
  },
  VERIFY_FACTS_INVALID: {
    exit: 2,
    message: '{file} holds no facts: {place} {detail}',
    hint: 'Give a document that congvu facts has written.',
  },
  AUDIT_NOT_A_FOLDER: {
    exit: 2,
    message: '{path} is not a folder',
    hint: 'Name the folder of the archive; for single files use congvu verify.',
  },
  AUDIT_OUT_UNUSABLE: {
    exit: 2,
    message: 'the report cannot be written to {path} ({reason})',
    hint: 'Name another folder with --out.',
  },
  AUDIT_WOULD_REPLACE: {
    exit: 2,
    message: '{path} is there already, and no audit wrote it',
    hint: 'Name a folder of its own with --out, or move that file away.',
  },
  VERIFY_NO_FILES: {
    exit: 2,
    message: 'no PDF in {path}',
    hint: 'Name a PDF file or a folder that holds some.',
  },
  VERIFY_TRUST_UNREADABLE: {
    exit: 2,
    message: 'the trust folder {dir} cannot be read',
    hint: 'Give an existing folder with --trust DIR.',
  },
  VERIFY_TRUST_FILE_UNREADABLE: {
    exit: 2,
    message: '{file} in the trust folder cannot be read ({reason})',
    hint: 'A link may lead to nothing: put what it is to lead to in its place, make the file readable, or remove it.',
  },
  VERIFY_TRUST_EMPTY: {
    exit: 2,
    message: 'the trust folder {dir} holds no self-signed certificate (*.crt, *.cer, *.pem, *.der)',
    hint: 'Put the root certificate of the authority there, and its current lists as *.crl.',
  },
  VERIFY_TRUST_DAMAGED: {
    exit: 2,
    message: '{file} is no certificate, revocation list or OCSP response: {detail}',
    hint: 'Remove the file or fetch it again.',
  },
  VERIFY_TIME_INVALID: {
    exit: 2,
    message: 'expected a day or a time such as 2026-01-31T08:00:00+07:00 for --at, got {value}',
    hint: 'Write year-month-day, which is 00:00 UTC of that day, or a time in ISO 8601 with its zone.',
  },
  VERIFY_REGULATION_UNKNOWN: {
    exit: 2,
    message: 'expected one of {known} for --regulation, got {value}',
    hint: '{meant}',
  },
  VERIFY_REFERENCE_DATE_INVALID: {
    exit: 2,
    message: 'expected a day from 1945 to 2100 such as 2019-06-01 for --reference-date, got {value}',
    hint: 'Give the day of the document, in Vietnam, as year-month-day.',
  },
  VERIFY_ISSUER_INVALID: {
    exit: 2,
    message: 'expected the agency that issues the document for {option}, got "{value}"',
    hint: 'Give its name with --issuer, or its identifier as MDD:H24.6 or MST:0200000001 with --issuer-id.',
  },
  VERIFY_OPTION_INVALID: {
    exit: 2,
    message: 'expected one of {known} for {option}, got {value}',
    hint: 'Choose one of these.',
  },
  VERIFY_OPTION_UNFIT: {
    exit: 2,
    message: '{option} {problem}',
    hint: '{next}',
  },
  VERIFY_HOST_INVALID: {
    exit: 2,
    message:
      'expected a host such as ca.example.vn, ca.example.vn:8080 or .example.vn for --allow-host (--allow-private takes no domain), got {value}',
    hint: 'Give the host alone, without http:// and without a path.',
  },
  VERIFY_FETCH_REFUSED: {
    exit: 2,
    message: '{url} was not asked: {reason}',
    hint: 'Allow the exact host with --allow-host if it is trusted to be asked; with --allow-private also where its name leads into the own network.',
  },
  VERIFY_FETCH_FAILED: {
    exit: 3,
    message: '{url} gave no usable answer: {reason}',
    hint: 'Try again later, or put the list into the trust folder by hand.',
  },
} as const;

export const fail = defineErrors(errorTable, vietnamese);
