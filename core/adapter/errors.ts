/** Errors of the reference adapter's own border. */
import { defineErrors } from '../../foundation/error.ts';
import { vietnamese } from './errors.vi.ts';

export const errorTable = {
  ADAPTER_REQUEST_INVALID: {
    exit: 2,
    message: 'The request cannot be understood at {place}.',
    hint: 'Compare it with the message reference in conformance/sut/README.md.',
  },
  ADAPTER_LINE_TOO_LONG: {
    exit: 2,
    message: 'A request line is longer than {limit} bytes.',
    hint: 'Pass documents by path, not inside the message.',
  },
  ADAPTER_FILE_UNREADABLE: {
    exit: 2,
    message: 'The file {file} cannot be read.',
    hint: 'Give an absolute path that the product may read.',
  },
  ADAPTER_REGULATION_UNKNOWN: {
    exit: 2,
    message: 'This product does not know the regulation {id}.',
    hint: 'It knows: {known}.',
  },
  ADAPTER_ON_BEHALF_NOT_PERSONAL: {
    exit: 2,
    message: 'Signing on behalf of another is asked with a certificate that is not personal.',
    hint: 'Whoever signs on behalf or by order signs as a person, with their own certificate (Hai Phong 2025, article 9.5).',
  },
} as const;

export const fail = defineErrors(errorTable, vietnamese);
