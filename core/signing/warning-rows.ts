/** What a signature is not refused for: what each warning says, and what the signer does about it. Vietnamese: `warning-rows.vi.ts`. */
import { defineWarnings, type Warning, type WarningTable } from '../../foundation/warning.ts';
import { vietnameseWarnings } from './warning-rows.vi.ts';

export const warningTable = {
  SIGNER_NAME_DIFFERS: {
    message:
      'the certificate is of {name}, and the name printed under the signature is "{printed}": check that the right person signs',
    meaning: 'the name printed under the personal signature (--name) is not that of the certificate',
    advice:
      'Check token and document: people sign above their own name, also on behalf of others (KT., TL.).',
  },
  ON_BEHALF_NAME_DIFFERS: {
    message:
      'signed on behalf ("{behalf}"): the certificate is of {name}, and the name printed under the signature is "{printed}": whoever signs on behalf does so above their own name, with their own certificate',
    meaning:
      'the signature is made on behalf of somebody (KT., TL., TUQ., TM., Q.), and the name printed under it is not that of the certificate',
    advice:
      'Check token and document: not the certificate of whom it is signed for, but that of the person whose name is printed (decree 130/2018, article 7; Hai Phong 2025, article 9.5).',
  },
  SIGNER_OF_OTHER_AGENCY: {
    message: '{person} signed for "{agency}", and the seal is of "{seal}": check that it is the right one',
    meaning: 'the seal is of another agency than the one that the person signed for',
    advice:
      'Check that it is the right seal. In a document of several agencies each has its own person sign first.',
  },
  SIGNER_OF_PARENT_AGENCY: {
    message:
      '{person} signed for "{agency}", and the seal is of "{seal}", which belongs to it: check that this agency issues the document',
    meaning: 'the seal is of an agency that belongs to the one that the person signed for',
    advice: 'Check that this agency issues the document.',
  },
  COPY_FORM_LOWERED: {
    message:
      'the form of copy "{form}" is printed as "{shown}": the text of a signature is in lower case (article 14.2)',
    meaning: 'the form of copy was given in capitals and is printed in lower case',
    advice: 'Nothing, unless capitals were meant: the text of a signature is in lower case (article 14.2).',
  },
  NUMBER_WITHOUT_NOTATION: {
    message:
      'the document number "{number}" has no notation (as in 128/SKTS-HCTH): verification will say NUMBER_NOT_SHOWN',
    meaning:
      'the number of the document that an attachment or annex belongs to was given without its notation',
    advice:
      'Give it as printed on that document, "128/SKTS-HCTH": without the notation verification finds no number (decree 30/2020, annex I).',
  },
  NUMBER_NO_ROOM: {
    message:
      'the form "{form}" leaves too little room, so number and date cannot be put in after this signature: widen its blanks before signing, or fill them now',
    meaning: 'a blank is too narrow for number or date, so no field is kept in it',
    advice: 'Widen the blank before the person signs, or fill it in now.',
  },
  NUMBER_EMPTY: {
    message:
      'the fields kept for number and date are empty, and the seal closes them: put them in first with "congvu number"',
    meaning: 'the agency seals a document whose fields for number and date are empty',
    advice: 'Put them in first with "congvu number": the seal closes them.',
  },
  NUMBER_FONT_UNKNOWN: {
    message:
      'the font that {name} is written in is not one of those that congvu knows: whether it shows what was put in cannot be told',
    meaning:
      'the field was made with another font, whose glyphs cannot be compared; verification will say NUMBER_FONT_UNKNOWN',
    advice: 'Look at number and date on the page before the agency signs.',
  },
  NUMBER_TWICE: {
    message:
      'the page prints the number {printed} beside the one that was put in: do not seal it; correct the draft and have it signed again',
    meaning: 'the first page prints a number beside the one that was put in',
    advice: 'Do not seal it: correct the draft and have it signed again.',
  },
  DATE_TWICE: {
    message:
      'the page prints {printed} beside the date that was put in: do not seal it; correct the draft (keep its date on one line) and have it signed again',
    meaning: 'the first page prints a year or a date beside the one that was put in',
    advice: 'Do not seal it: correct the draft, with its date on one line, and have it signed again.',
  },
  NUMBER_DATE_EARLY: {
    message:
      'the date {date} lies {days} days before {first}, when the document was first signed: check that it is the right day',
    meaning: 'the date lies more than a week before the day on which the document was first signed',
    advice: 'Check the day; a wrong one can only be corrected from the document as the person signed it.',
  },
  NUMBER_DATE_AHEAD: {
    message: 'the date {date} has not come yet: it is {today}',
    meaning: 'the date has not come yet',
    advice: 'Check the day and the clock.',
  },
  IMAGE_OVER_IMAGE: {
    message: '{what}',
    meaning: 'the image lies over a part of the image of an earlier signature, and is no seal on its left',
    advice: 'Choose a place beside it with --place: verification warns of it.',
  },
  VALUES_UNSIGNED: {
    message: 'fields were filled after the document was certified: {what}. Your signature will cover them',
    meaning:
      'fields of a certified form were filled after it was certified, by somebody who need not have signed, and the new signature covers the values',
    advice:
      'Compare each value with what the page shows, and with whoever filled it in, before the signature is handed on.',
  },
  CONTENT_NOT_FIXED: {
    message: '{what}',
    meaning:
      'the document holds layers, JavaScript, actions, programs or parts that are not drawn alike everywhere, so that it may show something else than what was signed; verification names them',
    advice: 'Sign a copy that was printed to PDF or saved as PDF/A, unless all of it is meant to be there.',
  },
  READ_DIFFERENTLY: {
    message:
      'other programs may show something else than this one, and verification will warn of it: {what}. {next}',
    meaning:
      'the file is written in a way that programs may read differently: its tables, names and references, the page tree, the frame of a page, or what a page shows (an instruction, a value, packed data, a form, a picture, a mask); the message says which',
    advice:
      'Do what the message says. As a rule: look at it in two different programs, print the right one to PDF and sign that; what somebody signed already stays as it is: ask who made it.',
  },
  DRAFT_REWRITTEN: {
    message:
      'the file was written anew before it was signed, and does not begin with the bytes of the draft ({why}): look at every page of the signed file',
    meaning:
      'the unsigned draft was damaged, or written in a way that programs do not read alike, so it was written anew before it was signed; the signed file does not begin with its bytes',
    advice:
      'Look at every page of the signed file; if one is not as it should be, export the document to PDF again and sign that.',
  },
  EARLIER_REVISION_IDLE: {
    message: 'behind an earlier signature: {what}: ask who saved the file after it was signed',
    meaning:
      'after an earlier signature something was added to the file that changes nothing the document shows; verification names it',
    advice:
      'Ask who saved the file after it was signed; when in doubt sign the file as the last signer left it.',
  },
  EARLIER_SIGNATURE_NOT_DER: {
    message:
      'the earlier signature {field} is encoded as BER, where PDF asks for DER: other programs may refuse it',
    meaning:
      'an earlier signature is encoded as BER, where PDF asks for DER: it holds, but other programs may refuse it',
    advice:
      'Nothing for the content; tell whoever signed before that the signing software should be updated.',
  },
} as const satisfies WarningTable;

export type SigningWarning = Warning<keyof typeof warningTable>;

export const warn = defineWarnings(warningTable, vietnameseWarnings);
