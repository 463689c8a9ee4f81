/** What can go wrong when a report is written or read back. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = Object.freeze({
  CERTIFY_RESULTS_INVALID: {
    exit: 3,
    message: 'The result breaks its own schema: at {pointer}, {detail}.',
    hint: 'This is a fault of the suite, most likely of a check whose result cannot be written as JSON.',
  },
} as const);

export const fail = defineErrors(errorTable);
