/** What can go wrong between an emulator and those who steer it. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = {
  EMULATOR_CLOCK_OUT_OF_RANGE: {
    exit: 2,
    message: 'the clock cannot be put there: {given}',
    hint: 'Give a moment from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, as in "2026-03-01T08:00:00+07:00".',
  },
  EMULATOR_URL_INVALID: {
    exit: 2,
    message: '{url} is no address of a control port',
    hint: 'Give one such as http://127.0.0.1:4711; "congvu emulator status" prints it.',
  },
} as const;

export const fail = defineErrors(errorTable);
