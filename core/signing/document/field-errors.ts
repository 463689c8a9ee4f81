/** Why an empty field is not signed: what its author demands of a signature in it. */
export const fieldErrors = {
  SIGN_FIELD_DEMANDS: {
    exit: 2,
    message: 'the field "{name}" demands of a signature in it {demand}; this one would have {found}',
    hint: 'Sign with what the field demands (--hash, --pss, --time-stamp, another token), or in another field or place; its author can change it.',
  },
  SIGN_FIELD_READ_ONLY: {
    exit: 2,
    message: 'the field "{name}" is read-only: its author wants nobody to sign it',
    hint: 'Choose another field or place, or ask whoever made the form.',
  },
} as const;
