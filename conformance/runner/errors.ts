/** What can go wrong with a certification run, as asked for or while it runs; some of these codes stand in rows. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = Object.freeze({
  CERTIFY_REQUIREMENT_UNKNOWN: {
    exit: 2,
    message: 'There is no requirement "{id}"; near: {near}.',
    hint: 'congvu regulations list shows every requirement.',
  },
  CERTIFY_REQUIREMENT_NOT_CLAIMED: {
    exit: 2,
    message: 'The requirement {id} is outside the scope of this run: {why}.',
    hint: 'Add the text to claims or the capability to capabilities in the target file.',
  },
  CERTIFY_TEXT_UNKNOWN: {
    exit: 2,
    message: 'There is no text "{id}"; near: {near}.',
    hint: 'congvu regulations list shows every text.',
  },
  CERTIFY_TEXT_NOT_CLAIMED: {
    exit: 2,
    message: 'The target does not claim the text {id}.',
    hint: 'Add it to claims in the target file, or leave --regulation out.',
  },
  CERTIFY_ARGUMENT: {
    exit: 2,
    message: '{option}: {detail}.',
    hint: 'congvu certify --help shows every option.',
  },
  CERTIFY_CONSENT_MISSING: {
    exit: 2,
    message: 'Certifying the token {label} may lock it, change its PINs and delete what is on it.',
    hint: 'Use a token that holds nothing of value, and say so with --allow-destructive (or allowDestructive in the target file).',
  },
  CERTIFY_TOKEN_LABEL_MISMATCH: {
    exit: 2,
    message: 'The module shows no token labelled "{label}"; it shows: {seen}.',
    hint: 'The label is asked for so that a run never touches another token; give the label as the token shows it.',
  },
  CERTIFY_ATTESTATIONS_INVALID: {
    exit: 2,
    message: '{file}: at {pointer}, {detail}.',
    hint: 'The schema is conformance/runner/schemas/attestations.v1.json.',
  },
  CERTIFY_EMULATOR_FAILED: {
    exit: 3,
    message: 'The emulated token could not be started: {detail}.',
    hint: 'What it wrote stands above; congvu emulator start shows more.',
  },
  CERTIFY_OUTPUT_OCCUPIED: {
    exit: 2,
    message: '{folder} holds something that is not a report.',
    hint: 'Give --out a new or empty folder, or one with an earlier report, which is then replaced.',
  },
  CERTIFY_OUTPUT_UNWRITABLE: {
    exit: 3,
    message: 'The report cannot be written to {folder}: {detail}.',
    hint: 'Give a folder that can be written with --out, with some 50 MB free.',
  },
  CERTIFY_EVIDENCE_INVALID: {
    exit: 2,
    message: '{file} is not the evidence of a failure: {detail}.',
    hint: 'Give an evidence folder of a report, reports/latest/evidence/<requirement id>, or its counterexample.json.',
  },
  CERTIFY_EVIDENCE_WITHOUT_FAILURE: {
    exit: 2,
    message: '{folder} is the evidence of a row that did not fail, so there is no failing case to run again.',
    hint: 'Run the whole row again with congvu certify --only <requirement id>; results.json names the command.',
  },
  CERTIFY_CHECK_THREW: {
    exit: 3,
    message: 'The check broke: {detail}.',
    hint: 'This is a fault of the suite; the trace is in the evidence folder.',
  },
  CERTIFY_CHECK_TIMED_OUT: {
    exit: 3,
    message: 'One case of the check took more than {seconds} s.',
    hint: 'Run the row alone with --only; a check that hangs is a fault of the suite or of the token module.',
  },
  CERTIFY_NO_CASES: {
    exit: 3,
    message: 'The property ran without a single case, so it proves nothing.',
    hint: 'This is a fault of the suite: its generator makes no case for this product.',
  },
  CERTIFY_PROPERTY_MISSING: {
    exit: 3,
    message: 'The requirement is said to be automated, but no property tries it.',
    hint: 'This is a fault of the suite.',
  },
  CERTIFY_PROPERTY_STRAY: {
    exit: 3,
    message: 'The property for {id} fits no record: {detail}.',
    hint: 'This is a fault of the suite: a property binds exactly one automated requirement.',
  },
  CERTIFY_INTERRUPTED: {
    exit: 3,
    message: 'The run was interrupted before this row was decided.',
    hint: 'Run it again; an interrupted run certifies nothing.',
  },
} as const);

export const fail = defineErrors(errorTable);
