/** Why no number is put into a document: rows of this folder's part of the table in `../errors.ts`. */

export const numberErrors = {
  SIGN_NUMBER_MISSING: {
    exit: 2,
    message: 'the document has a field that waits for {option}',
    hint: 'Number and date are put in together: give both.',
  },
  SIGN_NUMBER_FIELD_MISSING: {
    exit: 2,
    message: 'the document has no field that was kept for its {what}',
    hint: 'Behind a signature no field can be added without breaking it. Take the unsigned document with blanks in its lines "Số: …" and "…, ngày … tháng … năm …" (or give --number-place and --date-place), have the person sign that with "congvu sign --as personal", and number it then.',
  },
  SIGN_NUMBER_FIELD_EXISTS: {
    exit: 2,
    message: 'the document already has the field {name}, and nobody has signed it yet',
    hint: 'Somebody laid it out beforehand: take the document without it, or sign with --number-fields none.',
  },
  SIGN_NUMBER_FIELD_UNFIT: {
    exit: 2,
    message: 'the field {name} cannot be filled: it names no font of the form that tells its letters',
    hint: 'Another program made it. Have the document without the field signed by "congvu sign --as personal", which keeps its own.',
  },
  SIGN_NUMBER_ALREADY_IN: {
    exit: 2,
    message: 'the field {name} is filled already',
    hint: 'A number is given once. To correct it, start from the document as the person signed it.',
  },
  SIGN_NUMBER_AFTER_SEAL: {
    exit: 2,
    message: "the agency's seal is already on the document",
    hint: 'Number and date come before the seal (decree 30/2020, articles 14 to 18); start from the unsealed document.',
  },
  SIGN_NUMBER_FORM: {
    exit: 2,
    message: '"{given}" does not go into the form, which prints "{printed}"',
    hint: 'Check that the number is for this document; notation, month and year that are printed cannot be changed.',
  },
  SIGN_NUMBER_TOO_WIDE: {
    exit: 2,
    message: '"{value}" takes {wanted} mm, and the form leaves {found}',
    hint: 'Have the person sign the document again with a wider blank.',
  },
  SIGN_NUMBER_COVERS_TEXT: {
    exit: 2,
    message: 'the place for number or date lies over printed text: "{printed}"',
    hint: 'Give a place without text; if a field of the document lies there, do not fill it and ask who made it.',
  },
  SIGN_NUMBER_PLACE: {
    exit: 2,
    message: 'the place for the {what} is not in the upper part of page 1',
    hint: 'Number and date stand in the letterhead (decree 30/2020, annex I).',
  },
  SIGN_NUMBER_UNEXPLAINED: {
    exit: 2,
    message: 'filling the field would be a change that no verifier explains: {reason}',
    hint: 'The field was made by another program, or something lies over it: ask for the document as it was signed. Nothing was written.',
  },
} as const;
