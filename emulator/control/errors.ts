/** What can go wrong between an emulator and those who steer it. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = {
  EMULATOR_SILENT: {
    exit: 3,
    message: 'process {process} has the emulator folder {dir}, and does not answer',
    hint: 'See {dir}/emulator.log for what it is doing. If it hangs, end it ("kill {process}", and "kill -9 {process}" if that does nothing), and start again: tokens and counters stay.',
  },
  EMULATOR_START_FAILED: {
    exit: 3,
    message: 'the emulator did not start: {reason}',
    hint: 'Read {log}.',
  },
  EMULATOR_START_SLOW: {
    exit: 3,
    message: 'the emulator did not answer in {seconds} seconds, and was ended (process {process})',
    hint: 'Read {log}; "congvu emulator start --dir {dir:word}" without --detach waits as long as you do.',
  },
  EMULATOR_CLOCK_OUT_OF_RANGE: {
    exit: 2,
    message: 'the clock cannot be put there: {given}',
    hint: 'Give a moment from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, as in "2026-03-01T08:00:00+07:00".',
  },
  EMULATOR_CLOCK_STEP_INVALID: {
    exit: 2,
    message: '{given} is no length of time',
    hint: 'Give a number with ms, s, min, h or d, as in 90s, 2h, -1d; it may have several: 1d12h.',
  },
  EMULATOR_URL_INVALID: {
    exit: 2,
    message: '{url} is no address of a control port',
    hint: 'Give one such as http://127.0.0.1:4711; "congvu emulator status" prints it.',
  },
  EMULATOR_PORT_TAKEN: {
    exit: 2,
    message: 'cannot listen on port {port} of 127.0.0.1 ({reason})',
    hint: 'Choose another --control-port; 0 takes any that is free.',
  },
  EMULATOR_TOKEN_REFUSED: {
    exit: 2,
    message: 'the control port wants its bearer token',
    hint: 'Send "Authorization: Bearer TOKEN"; the token is in control.token in the folder of the emulator.',
  },
  EMULATOR_HOST_REFUSED: {
    exit: 2,
    message: 'the control port is only for programs on this machine: {reason}',
    hint: 'Ask for http://127.0.0.1:PORT, not from a web page.',
  },
  EMULATOR_ROUTE_UNKNOWN: {
    exit: 2,
    message: 'there is no {method} {path}',
    hint: 'GET /capabilities lists every route, GET /openapi.json what each takes.',
  },
  EMULATOR_PROTOCOL_MISMATCH: {
    exit: 2,
    message:
      'the emulator on {where} speaks version {theirs} of the control protocol, this congvu {version} speaks {ours}',
    hint: 'Stop the emulator ("congvu emulator stop") and start it again with this congvu; its tokens are kept.',
  },
} as const;

export const fail = defineErrors(errorTable);
