/** Why a file of a batch is not signed although nothing is wrong with it. */
export const batchErrors = {
  SIGN_NOT_REACHED: {
    exit: 3,
    message: 'the token failed before this file was signed',
    hint: 'See why it failed at the file before; then sign those that are left.',
  },
} as const;
