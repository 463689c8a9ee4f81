/** What can go wrong in the PKI: descriptions, the folder it lives in, issuing, revoking, serving. */
import { defineErrors } from '../../foundation/error.ts';
import { vietnamese } from './errors.vi.ts';

export const errorTable = {
  PKI_DESCRIPTION_SYNTAX: {
    exit: 2,
    message: 'the PKI description is not valid YAML, line {line}: {reason}',
    hint: 'Correct that line; core/pki/examples/hai-phong.yaml is a complete example.',
  },
  PKI_DESCRIPTION_INVALID: {
    exit: 2,
    message: 'the PKI description is wrong, line {line}, {place}: {reason}',
    hint: 'Correct that entry; core/pki/README.md lists the fields. Numbers with leading zeros must stand in quotes.',
  },
  PKI_DESCRIPTION_CHANGED: {
    exit: 2,
    message: 'the folder {dir} holds a PKI whose {part} differs from the description',
    hint: 'Authorities are made once. Use another folder, or take that part of the description back.',
  },
  PKI_DESCRIPTION_UNREADABLE: {
    exit: 2,
    message: 'the PKI description {path} cannot be read: {reason}',
    hint: 'Give the path of a YAML file, or leave it out to use the example of Hai Phong.',
  },
  PKI_NOT_FOUND: {
    exit: 2,
    message: 'there is no PKI in {dir}',
    hint: 'Make one with `congvu pki init --dir {dir:word}`.',
  },
  PKI_FOLDER_NOT_EMPTY: {
    exit: 2,
    message: 'the folder {dir} holds other files and no PKI',
    hint: 'Give an empty or a new folder.',
  },
  PKI_FOLDER_UNWRITABLE: {
    exit: 2,
    message: 'the folder {dir} cannot be written: {reason}',
    hint: 'Give a folder that this user may write to; nothing has been changed.',
  },
  PKI_STORAGE_FAILED: {
    exit: 3,
    message: 'the PKI in {dir} cannot be read or written: {reason}',
    hint: 'Check the disk and the file modes. What was acknowledged before is still there.',
  },
  PKI_SUBSCRIBER_UNKNOWN: {
    exit: 2,
    message: 'the PKI description has no subscriber "{id}"; it has {known}',
    hint: 'Add the subscriber to the description and run `congvu pki init` again on the same folder.',
  },
  PKI_PUBLIC_KEY_INVALID: {
    exit: 2,
    message: 'the public key to certify cannot be used: {reason}',
    hint: 'Give SubjectPublicKeyInfo DER of an RSA key of at least 2048 bits or of an EC key on P-256 or P-384.',
  },
  PKI_REQUEST_INVALID: {
    exit: 2,
    message: 'the certification request cannot be used: {reason}',
    hint: 'Give a PKCS#10 request, PEM or DER, signed by the key that it asks a certificate for.',
  },
  PKI_VALIDITY_INVALID: {
    exit: 2,
    message: 'a certificate cannot be valid from {from} to {to}',
    hint: 'The end must come after the beginning, and both must be dates.',
  },
  PKI_SERIAL_UNKNOWN: {
    exit: 2,
    message: 'this PKI issued no certificate with serial number {serial}',
    hint: 'Give the number in hexadecimal as `congvu pki issue` printed it.',
  },
  PKI_SERIAL_USED: {
    exit: 2,
    message: 'this PKI has already issued a certificate with serial number {serial}',
    hint: 'Leave the serial number out: a random one is chosen.',
  },
  PKI_ALREADY_REVOKED: {
    exit: 2,
    message: 'the certificate {serial} is revoked since {at}',
    hint: 'Only a certificate on hold can be revoked again or released.',
  },
  PKI_NOT_ON_HOLD: {
    exit: 2,
    message: 'the certificate {serial} is not on hold',
    hint: 'removeFromCRL releases a certificate that was revoked with the reason certificateHold.',
  },
  PKI_ARGUMENT_MISSING: {
    exit: 2,
    message: '{name} is needed',
    hint: 'Give {alternatives}.',
  },
  PKI_ARGUMENT_INVALID: {
    exit: 2,
    message: '{name} cannot be "{value}": {reason}',
    hint: 'See `congvu pki --help`.',
  },
  PKI_PORT_IN_USE: {
    exit: 2,
    message: 'port {port} on {host} is in use',
    hint: 'Give another one with --port; certificates point to the base address of the description.',
  },
  PKI_SERVE_FAILED: {
    exit: 3,
    message: 'the PKI server could not start on {host}:{port}: {reason}',
    hint: 'Check the port number and that this user may open it.',
  },
} as const;

export const fail = defineErrors(errorTable, vietnamese);
