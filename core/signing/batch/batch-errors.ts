/** Why a file of a batch is not signed although nothing is wrong with it. */
export const batchErrors = {
  SIGN_NOT_REACHED: {
    exit: 3,
    message: 'the token failed before this file was signed',
    hint: 'See why it failed at the file before; then call the same command with --resume (without --force): it signs those that are left.',
  },
  SIGN_OUTPUTS_EXIST: {
    exit: 2,
    message: '{count} of {total} outputs are already there, the first of them {path}; nothing was signed',
    hint: 'To go on with a run that was cut short, add --resume: what is signed already stays, the others are signed. Else give another --out, or --force to sign all of them again.',
  },
  SIGN_FOLDER_BUSY: {
    exit: 2,
    message: 'another run of congvu sign (process {process}) is at work in {folder}; nothing was signed',
    hint: 'Wait until it has ended, then call the same command with --resume; with --resume a run must be alone in its folder.',
  },
  SIGN_OUTPUT_OTHER: {
    exit: 2,
    message: '{output} is there and is not this signature on {input}: {reason}',
    hint: 'It was left as it is, and the document was not signed. Look at it; move it away and add --resume again, or give another --out.',
  },
} as const;
