/** What can be wrong with a fault script, or with asking for one. */
import { defineErrors } from '../../foundation/error.ts';

export const errorTable = {
  TOKEN_FAULT_UNKNOWN: {
    exit: 2,
    message: 'there is no fault {name} in the catalogue, and no such file',
    hint: 'See "congvu token faults catalogue", or give the path of a script.',
  },
  TOKEN_FAULT_FILE_UNREADABLE: {
    exit: 2,
    message: 'cannot read the fault script {file} ({reason})',
    hint: 'Give a YAML or JSON file; emulator/faults/README.md says how to write one.',
  },
  TOKEN_FAULT_SCRIPT_TOO_LARGE: {
    exit: 2,
    message: 'the fault script {file} has {bytes} bytes, at most {limit} are taken',
    hint: 'Split it into several scripts; they can be armed together.',
  },
  TOKEN_FAULT_SCRIPT_UNPARSABLE: {
    exit: 2,
    message: '{file}, line {line}: {problem}',
    hint: 'A fault script is plain YAML or JSON, without aliases, tags or deep nesting.',
  },
  TOKEN_FAULT_SCRIPT_INVALID: {
    exit: 2,
    message: '{file}, line {line}, at {path}: {problem}',
    hint: 'See emulator/faults/README.md; the schema is emulator/faults/fault-script.schema.json.',
  },
  TOKEN_FAULT_TOO_MANY: {
    exit: 2,
    message: '{limit} fault scripts are armed already',
    hint: 'Disarm some with "congvu token faults clear [NAME]".',
  },
  TOKEN_FAULT_NOT_ARMED: {
    exit: 2,
    message: 'no fault script {name} is or was armed in this emulator',
    hint: 'See "congvu token faults show"; a restarted emulator knows of no script.',
  },
} as const;

export const fail = defineErrors(errorTable);
