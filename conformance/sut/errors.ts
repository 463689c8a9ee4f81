/** What can go wrong between the suite and a system under test, and with the target file that describes it. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = Object.freeze({
  SUT_NOT_STARTED: {
    exit: 2,
    message: 'The adapter {program} could not be started: {detail}.',
    hint: 'Look at adapter.exec in the target file: the program must exist and be executable; paths are relative to that file.',
  },
  SUT_UNREACHABLE: {
    exit: 2,
    message: 'The adapter at {url} could not be reached: {detail}.',
    hint: 'Start the adapter before the run and look at adapter.http in the target file.',
  },
  SUT_DIED: {
    exit: 3,
    message: 'The adapter ended ({how}) before it answered {message}.',
    hint: 'What it wrote to stderr is in evidence/adapter.stderr.log of the report.',
  },
  SUT_TIMED_OUT: {
    exit: 3,
    message: 'The adapter did not answer {message} within {seconds} s.',
    hint: 'If the product is slow rather than stuck, raise adapter.timeoutSeconds in the target file.',
  },
  SUT_LINE_TOO_LONG: {
    exit: 3,
    message: 'The adapter sent a line of more than {limit} bytes.',
    hint: 'Answers name files by path; file contents do not belong in a message.',
  },
  SUT_MALFORMED: {
    exit: 3,
    message: 'The adapter sent a line that is not one JSON object: {start}.',
    hint: 'Only answers belong on stdout; write logs to stderr.',
  },
  SUT_ANSWER_INVALID: {
    exit: 3,
    message: 'The answer to {message} does not follow the schema: at {pointer}, {detail}.',
    hint: 'Compare it with conformance/sut/schemas/ and the examples in conformance/sut/README.md.',
  },
  SUT_ANSWER_MISMATCHED: {
    exit: 3,
    message: 'Expected the answer to request {expected}, got one for request {got}.',
    hint: 'Answer every request exactly once, with its own id, in the order they came.',
  },
  SUT_HELLO_REFUSED: {
    exit: 3,
    message: 'The adapter did not introduce itself: {detail}.',
    hint: 'hello must be answered ok with protocol 1, the product, its capabilities and its operations.',
  },
  SUT_UNKNOWN_OPERATION_ACCEPTED: {
    exit: 3,
    message: 'The adapter answered "{got}" to the operation {operation}, which does not exist.',
    hint: 'Answer {"unsupported":{"operation":…}} to every operation that the adapter does not know; otherwise none of its answers can be relied on.',
  },
  SUT_RESET_REFUSED: {
    exit: 3,
    message: 'The adapter answered "{got}" to reset.',
    hint: 'reset must be answered ok; every requirement starts from a fresh state.',
  },
  SUT_REQUEST_INVALID: {
    exit: 3,
    message: 'The suite made a {message} request that breaks its own schema: at {pointer}, {detail}.',
    hint: 'This is a fault of the check that sent it, not of the product.',
  },
  SUT_CLOSED: {
    exit: 3,
    message: 'A {message} request was made after the system under test was closed.',
    hint: 'This is a fault of the suite, not of the product.',
  },
  TARGET_UNREADABLE: {
    exit: 2,
    message: 'The target file {file} cannot be read: {detail}.',
    hint: 'Give the path of a JSON file that describes the product: congvu certify --target product.json.',
  },
  TARGET_NOT_JSON: {
    exit: 2,
    message: '{file} is not JSON: {detail}.',
    hint: 'A target file is one JSON object; see conformance/sut/README.md for an example.',
  },
  TARGET_INVALID: {
    exit: 2,
    message: '{file}: at {pointer}, {detail}.',
    hint: 'The schema is conformance/sut/schemas/target.v1.json.',
  },
  TARGET_TEXT_UNKNOWN: {
    exit: 2,
    message: '{file}: at {pointer}, there is no text "{text}"; near: {near}.',
    hint: 'congvu regulations list shows every text.',
  },
  TARGET_ADAPTER_MISSING: {
    exit: 2,
    message: '{file}: at /capabilities/{capability}, the capability needs an adapter and none is given.',
    hint: 'Add "adapter": {"exec": ["./my-adapter"]} to the target file.',
  },
  TARGET_ADAPTERS_DIFFER: {
    exit: 2,
    message: '{file}: at /capabilities/{capability}/adapter, a second, different adapter is named.',
    hint: 'One target has one adapter; describe the other part of the product in a target file of its own.',
  },
  TARGET_MODULE_MISSING: {
    exit: 2,
    message: '{file}: at /capabilities/token/module, there is no file {module}.',
    hint: 'Give the path of the PKCS#11 module (.so) of the token; paths are relative to the target file.',
  },
} as const);

export const fail = defineErrors(errorTable);
