/** What stops a verification before it begins: wrong arguments and unreadable trust. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = {
  VERIFY_FILE_NOT_FOUND: {
    exit: 2,
    message: 'no file can be read at {path}',
    hint: 'Check the path.',
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
  VERIFY_TRUST_EMPTY: {
    exit: 2,
    message: 'the trust folder {dir} holds no self-signed certificate (*.crt, *.cer, *.pem)',
    hint: 'Put the root certificate of the authority there, and its current lists as *.crl.',
  },
  VERIFY_TRUST_DAMAGED: {
    exit: 2,
    message: '{file} is neither a certificate nor a revocation list: {detail}',
    hint: 'Remove the file or fetch it again.',
  },
  VERIFY_TIME_INVALID: {
    exit: 2,
    message: 'expected a time such as 2026-01-31T08:00:00+07:00 for --at, got {value}',
    hint: 'Write the time in ISO 8601 with its zone.',
  },
  VERIFY_REGULATION_UNKNOWN: {
    exit: 2,
    message: 'expected one of {known} for --regulation, got {value}',
    hint: 'Choose one of the regulations, or none.',
  },
  VERIFY_OPTION_INVALID: {
    exit: 2,
    message: 'expected one of {known} for {option}, got {value}',
    hint: 'Choose one of these.',
  },
} as const;

export const fail = defineErrors(errorTable);
