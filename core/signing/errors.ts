/** Why a document is not signed: one code a cause. Nothing is written in any of these cases. */
import { defineErrors } from '../../foundation/error.ts';
import { imageErrors } from './appearance/image-errors.ts';
import { batchErrors } from './batch/batch-errors.ts';
import { fieldErrors } from './document/field-errors.ts';
import { scanErrors } from './document/scan-errors.ts';
import { vietnamese } from './errors.vi.ts';
import { numberErrors } from './numbering/error-rows.ts';

export { warningTable } from './warning-rows.ts';

export const errorTable = {
  SIGN_REGULATION_UNKNOWN: {
    exit: 2,
    message: 'no layout of signatures is known for the regulation "{regulation}"; known: {known}',
    hint: 'Choose one of the known ids with --regulation.',
  },
  SIGN_INPUT_UNREADABLE: {
    exit: 2,
    message: 'cannot read {path}: {reason}',
    hint: 'Check the path and the rights on the file.',
  },
  SIGN_INPUT_NOT_A_FILE: {
    exit: 2,
    message: '{path} is no regular file',
    hint: 'Give a file, not a folder, device or pipe.',
  },
  SIGN_INPUT_TOO_LARGE: {
    exit: 2,
    message: '{path} has {size} bytes; at most {limit} are read',
    hint: 'Check that the right file was given.',
  },
  SIGN_OUTPUT_EXISTS: {
    exit: 2,
    message: '{path} is already there',
    hint: 'Give another --out, or --force to replace it; nothing was signed.',
  },
  SIGN_OUTPUT_UNWRITABLE: {
    exit: 3,
    message: 'cannot write {path}: {reason}',
    hint: 'Check the folder, its rights and the free space; the input is unchanged.',
  },
  SIGN_OPTION_MISSING: {
    exit: 2,
    message: '{option} is needed to sign as {as}',
    hint: 'Run "npx congvu sign --help" for the options of each kind.',
  },
  SIGN_MODULE_MISSING: {
    exit: 2,
    message: 'no PKCS#11 module is named: --module is needed, or CONGVU_MODULE in the environment',
    hint: 'For tokens of the emulator run eval "$(npx congvu emulator env)" first; else give the .so file of the driver.',
  },
  SIGN_OPTION_INVALID: { exit: 2, message: '{option}: {reason}', hint: 'Run "npx congvu sign --help".' },
  SIGN_ADDRESS_SECRET: {
    exit: 2,
    message: '{option}: an address with a user name or password in it is not taken',
    hint: 'Name the server without them, in the form http://host:port/path; an @ that belongs to the path is written %40.',
  },
  SIGN_CERTIFICATE_MISSING: {
    exit: 2,
    message: 'the token "{label}" holds no certificate with a private key that belongs to it',
    hint: 'Store the certificate on the token beside its key, with an equal CKA_ID.',
  },
  SIGN_CERTIFICATE_EXPIRED: {
    exit: 2,
    message: 'the certificate of {name} ended on {until}, and it is {now}',
    hint: 'A document is signed with a certificate in its term (Hai Phong 2025, article 15.1): have the authority that issued it renew it, and check the clock of this machine.',
  },
  SIGN_CERTIFICATE_NOT_YET_VALID: {
    exit: 2,
    message: 'the certificate of {name} begins on {from}, and it is {now}',
    hint: 'Wait until it takes effect, or check the clock.',
  },
  SIGN_CERTIFICATE_KIND: {
    exit: 2,
    message: 'signing as {as} needs the certificate of {expected}, and {name} is {found}',
    hint: '{next}',
  },
  SIGN_CERTIFICATE_UNSUITABLE: {
    exit: 2,
    message: 'the certificate of {name} was not issued for signing documents: {why}',
    hint: 'Sign with the certificate for documents; verification refuses this one.',
  },
  SIGN_KEY_MISMATCH: {
    exit: 2,
    message: 'what the key signed does not fit the certificate of {name}',
    hint: '{next} Nothing was written.',
  },
  SIGN_ALGORITHM_UNSUPPORTED: {
    exit: 2,
    message: 'the certificate holds {algorithm}',
    hint: 'RSA, and ECDSA on P-256 and P-384 are supported.',
  },
  SIGN_HASH_UNSUITABLE: {
    exit: 2,
    message: '{name}: the key is certified for RSA-PSS with {only} alone, not with {wanted}',
    hint: 'Leave --hash out: the hash of the key is taken then.',
  },
  SIGN_ALGORITHM_WEAK: {
    exit: 2,
    message: '{name}: {what} is too weak to sign with',
    hint: 'RSA from 2048 bits on, P-256 or P-384, with SHA-256, SHA-384 or SHA-512; ask for a new certificate.',
  },
  SIGN_PERSONAL_SIGNATURE_MISSING: {
    exit: 2,
    message: 'the document carries no visible personal signature for the seal to go with',
    hint: 'The authorised person signs first, then the agency (article 15.1.b, c).',
  },
  SIGN_EARLIER_SIGNATURE_BROKEN: {
    exit: 2,
    message: 'the signature "{field}" that the document already bears does not hold: {reason}',
    hint: 'Do not sign it; see "npx congvu verify", and ask for the document as it was signed (article 15.1.c, step 1).',
  },
  SIGN_AGENCY_ALREADY_SIGNED: {
    exit: 2,
    message: "the agency's seal is already on the document",
    hint: 'If it is complete, nothing is left to do: issue it as it is. A personal signature comes before the seal (article 15.1): for one more, start from the unsealed document.',
  },
  SIGN_SIGNER_ALREADY_SIGNED: {
    exit: 2,
    message:
      '{name} has already signed this document, in the place where this signature would stand (page {page})',
    hint: 'Nothing is left to do for this signer: pass the document on, for its number or the seal. Give --place for one more signature elsewhere.',
  },
  SIGN_STATE_INVALID: {
    exit: 2,
    message: 'the prepared signature cannot be completed: {reason}',
    hint: 'Prepare the document again with "npx congvu prepare".',
  },
  SIGN_NOT_SIGNED: {
    exit: 2,
    message: 'the file carries no signature whose proof could be extended',
    hint: 'Sign it first: "npx congvu sign".',
  },
  SIGN_CHAIN_INCOMPLETE: {
    exit: 2,
    message:
      'the certificate of the authority that issued the certificate of {name} (serial {serial}) is not at hand',
    hint: 'Give a folder with the certificates of all authorities up to the root with --evidence, or let the address in the certificate be followed with --fetch-from HOST.',
  },
  SIGN_REVOCATION_MISSING: {
    exit: 2,
    message: 'nothing at hand says whether the certificate of {name} (serial {serial}) was revoked',
    hint: 'Give a folder with current lists (.crl) or responses (.ocsp) with --evidence, or let the addresses in the certificate be followed with --fetch-from HOST.',
  },
  SIGN_PROOF_TOO_LATE: {
    exit: 2,
    message:
      'the certificate of {name} (serial {serial}) ended on {until}, and the earliest proven time is {at}: lists of today no longer tell whether it was revoked',
    hint: 'A signature is extended while its certificate is in its term. If the document was time-stamped then, start from that file.',
  },
  SIGN_CERTIFICATE_REVOKED: {
    exit: 2,
    message: 'the certificate of {name} (serial {serial}) was revoked on {at}',
    hint: 'A revoked certificate signs nothing and proves nothing; the document was left as it was.',
  },
  SIGN_EVIDENCE_DAMAGED: {
    exit: 2,
    message: '{file} is no certificate, revocation list or OCSP response: {reason}',
    hint: 'Remove it from the folder given with --evidence, or fetch it again; nothing was written.',
  },
  SIGN_EVIDENCE_UNREACHABLE: {
    exit: 2,
    message: '{url} did not answer as it should: {reason}',
    hint: 'Check the connection, or give a folder with lists and responses with --evidence.',
  },
  SIGN_EVIDENCE_REFUSED: {
    exit: 2,
    message: '{url} was not asked: {reason}',
    hint: 'If the host is trusted to be asked, name it with --fetch-from, or with --allow-private where its name leads into the own network; or give a folder with --evidence.',
  },
  SIGN_PDF_VERSION: {
    exit: 2,
    message: 'the file is PDF {found}; {wanted} or newer is wanted',
    hint: 'Export or scan the document again as PDF 1.4 or newer (article 15.1.a). A file that nobody has signed yet can be raised: "qpdf --min-version=1.4 IN.pdf OUT.pdf".',
  },
  SIGN_ANCHOR_NOT_FOUND: {
    exit: 2,
    message: 'no page has the line "{title}" with the line "{name}" under it',
    hint: 'Give title and name as printed, each as it stands on its own line.{turned}',
  },
  SIGN_ANCHOR_TOO_TIGHT: {
    exit: 2,
    message:
      'between title and name are {found} mm, too little for an image; at least {wanted} mm are needed',
    hint: 'Leave some empty lines between title and name, or give a place with --place.',
  },
  ...numberErrors,
  ...scanErrors,
  ...fieldErrors,
  SIGN_FIELD_MISSING: {
    exit: 2,
    message: 'the document has no empty signature field called "{name}"',
    hint: 'Look at the names with "pdfsig" or a viewer, or give a place instead.',
  },
  SIGN_PLACE_TOO_SMALL: {
    exit: 2,
    message: 'the place has {found} mm; {wanted} mm are needed',
    hint: 'Choose a larger field or place.',
  },
  SIGN_NO_ROOM: {
    exit: 2,
    message: 'no free place of {width} by {height} mm at the top right of page 1',
    hint: 'Give a free place with --place; in a draft of your own, keep the top margin of the first page free.',
  },
  SIGN_OUTSIDE_PAGE: {
    exit: 2,
    message: 'the {what} would stand outside page {page}',
    hint: 'Check the size and the place given.',
  },
  SIGN_IMAGE_HIDES: {
    exit: 2,
    message: 'the place hides what was signed before: {what}',
    hint: 'Choose a smaller or another place with --place, beside the images that are there.',
  },
  SIGN_RESULT_NOT_ACCEPTABLE: {
    exit: 2,
    message:
      'at this level the document would not be accepted any more, for the signature in {field}: {reason}',
    hint: 'Nothing was written, and what was signed before is as good as it was. Take a lower --level (b-t), and report the document to those who maintain congvu.',
  },
  SIGN_NOT_ACCEPTABLE: {
    exit: 2,
    message: 'with this signature the document would not be accepted any more: {reason}',
    hint: 'Verify the document with "congvu verify"; correct the draft and have it signed again.',
  },
  ...imageErrors,
  SIGN_SEAL_SIZE: {
    exit: 2,
    message: 'a seal of {width} by {height} mm is outside {least} to {most} mm',
    hint: 'Give the real size of the seal in millimetres.',
  },
  SIGN_COPY_FORM: {
    exit: 2,
    message: '"{form}" is no form of copy; there are: {known}',
    hint: 'Give one of them with --copy-form (decree 30/2020, article 25).',
  },
  SIGN_TEXT_UPPER_CASE: {
    exit: 2,
    message: '"{text}" is written in capitals; the text of a signature is in lower case',
    hint: 'Write it as in a sentence, e.g. "Sở Kỹ thuật số" (article 14.2).',
  },
  SIGN_TEXT_EMPTY: {
    exit: 2,
    message: 'the {what} is empty',
    hint: 'Give the text that the signature has to show.',
  },
  SIGN_FONT_MISSING: {
    exit: 3,
    message: 'the font {path} is missing',
    hint: 'It is part of congvu: install it again.',
  },
  SIGN_GLYPH_MISSING: {
    exit: 2,
    message: 'the font has no letter for "{letter}"',
    hint: 'Use Vietnamese or Latin letters, digits and common signs.',
  },
  SIGN_TIME_STAMP_UNREACHABLE: {
    exit: 2,
    message: 'the time-stamp server {url} did not answer as one: {reason}',
    hint: 'Check the address and the connection; the document was not signed.',
  },
  ...batchErrors,
  SIGN_TIME_STAMP_REFUSED: {
    exit: 2,
    message: 'the time-stamp server {url} refused: status {status}',
    hint: 'Ask whoever runs it; the document was not signed.',
  },
  SIGN_TIME_STAMP_INVALID: {
    exit: 2,
    message: 'the time stamp from {url} is not one for this signature: {reason}',
    hint: 'Do not use this server until it is explained; the document was not signed.',
  },
} as const;

export const fail = defineErrors(errorTable, vietnamese);
