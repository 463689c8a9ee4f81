/** What can go wrong between us and a token. Rows marked with a CKR name are made by `ckr.ts` only. */
import { defineErrors } from '../../foundation/error.ts';
import { vietnamese } from './errors.vi.ts';

export const errorTable = {
  PKCS11_MODULE_NOT_FOUND: {
    exit: 2,
    message: 'there is no PKCS#11 module at {path}',
    hint: 'Give the path of the .so file; for the emulator it is what `congvu emulator env` prints as CONGVU_MODULE.',
  },
  PKCS11_MODULE_UNUSABLE: {
    exit: 3,
    message: 'the PKCS#11 module {path} could not be loaded: {reason}',
    hint: "Check that it was built for this machine and that the programs and configuration it needs are there (SOFTHSM2_CONF, the vendor's service).",
  },
  PKCS11_TOKEN_NOT_FOUND: {
    exit: 2,
    message: 'no token matches {wanted}; tokens present: {present}',
    hint: 'Insert the token, or check the label. A p11-kit client whose server is not running shows no tokens: check P11_KIT_SERVER_ADDRESS.',
  },
  PKCS11_TOKEN_AMBIGUOUS: {
    exit: 2,
    message: '{count} tokens match {wanted}',
    hint: 'Name the serial number or the slot as well.',
  },
  PKCS11_LABEL_TOO_LONG: {
    exit: 2,
    message: 'the label "{label}" takes {bytes} bytes, a token has room for 32',
    hint: 'Shorten it; a Vietnamese letter takes up to three bytes.',
  },
  PKCS11_URI_INVALID: {
    exit: 2,
    message: '"{uri}" is not a PKCS#11 URI: {reason}',
    hint: 'Write it as in RFC 7512, for example pkcs11:token=LABEL or pkcs11:token=LABEL;serial=0123;object=KEY.',
  },
  PKCS11_KEY_NOT_FOUND: {
    exit: 2,
    message: 'token "{token}" has no private key that matches {wanted}',
    hint: 'List the keys with `pkcs11-tool --login -O`; private keys are visible only after login.',
  },
  PKCS11_KEY_AMBIGUOUS: {
    exit: 2,
    message: 'token "{token}" has {count} private keys that match {wanted}',
    hint: 'Name the key by its CKA_ID.',
  },
  PKCS11_KEY_UNSUPPORTED: {
    exit: 2,
    message: 'the key is of a kind that congvu does not use: {kind}',
    hint: 'Use RSA, or ECDSA on the curve P-256 or P-384.',
  },
  PKCS11_PUBLIC_KEY_MISSING: {
    exit: 2,
    message: 'token "{token}" holds neither a public key nor a certificate for the private key {key}',
    hint: "Store the public key object or the certificate with the private key's CKA_ID.",
  },
  PKCS11_CERTIFICATE_INVALID: {
    exit: 2,
    message: 'the bytes to be stored as a certificate are not an X.509 certificate',
    hint: 'Give the DER form of the certificate.',
  },
  PKCS11_ANSWER_INVALID: {
    exit: 3,
    message: 'the token answered {call} with data that cannot be used: {reason}',
    hint: 'This is a fault of the module; report it to its vendor with the output of pkcs11-spy.',
  },
  PKCS11_PIN_INCORRECT: {
    exit: 2,
    message: 'the PIN is wrong ({call}: {ckr})',
    hint: 'Each wrong PIN costs one try and the token locks when none is left: check before trying again.',
  },
  PKCS11_PIN_LOCKED: {
    exit: 2,
    message: 'the PIN is locked ({call}: {ckr})',
    hint: 'The token must be unlocked by whoever holds its SO PIN or by the issuing authority.',
  },
  PKCS11_PIN_LENGTH: {
    exit: 2,
    message: 'the PIN is too short or too long for this token ({call}: {ckr})',
    hint: 'The token states its limits: see pinLength in the token information.',
  },
  PKCS11_PIN_INVALID: {
    exit: 2,
    message: 'the PIN has characters or a form that this token refuses ({call}: {ckr})',
    hint: "Follow the token's PIN rule.",
  },
  PKCS11_PIN_EXPIRED: {
    exit: 2,
    message: 'the PIN has expired or must be changed first ({call}: {ckr})',
    hint: 'Set a new PIN, then log in with it.',
  },
  PKCS11_PIN_NOT_SET: {
    exit: 2,
    message: 'this token has no user PIN yet ({call}: {ckr})',
    hint: 'Log in as SO and set the user PIN.',
  },
  PKCS11_NOT_LOGGED_IN: {
    exit: 2,
    message: 'the token wants a login first ({call}: {ckr})',
    hint: 'Log in with the role that this call needs.',
  },
  PKCS11_ALREADY_LOGGED_IN: {
    exit: 2,
    message: 'this process is already logged in to the token ({call}: {ckr})',
    hint: 'PKCS#11 login belongs to the whole application: log out first, or go on with the present login.',
  },
  PKCS11_TOKEN_NOT_PRESENT: {
    exit: 2,
    message: 'there is no token in the slot ({call}: {ckr})',
    hint: 'Insert the token and try again.',
  },
  PKCS11_TOKEN_NOT_RECOGNIZED: {
    exit: 2,
    message: 'the device in the slot is not a token that this module knows ({call}: {ckr})',
    hint: "Use the module of the token's vendor, or initialise the token.",
  },
  PKCS11_TOKEN_WRITE_PROTECTED: {
    exit: 2,
    message: 'the token or the session can only be read ({call}: {ckr})',
    hint: 'Open a read-write session on a token that is not write protected.',
  },
  PKCS11_DEVICE_REMOVED: {
    exit: 3,
    message: 'the token was removed while it was in use ({call}: {ckr})',
    hint: 'Insert the token again and repeat the whole operation: nothing that was under way has been done.',
  },
  PKCS11_DEVICE_ERROR: {
    exit: 3,
    message: 'the token or its reader failed ({call}: {ckr})',
    hint: 'If it happens again after the token was re-inserted and the program restarted, the token is damaged. Behind p11-kit it also means that the server has gone.',
  },
  PKCS11_DEVICE_FULL: {
    exit: 3,
    message: 'the token has no room left ({call}: {ckr})',
    hint: 'Remove certificates and keys that are no longer used.',
  },
  PKCS11_SESSION_LOST: {
    exit: 3,
    message: 'the session with the token is no longer valid ({call}: {ckr})',
    hint: 'The token was removed or re-initialised meanwhile: open it again.',
  },
  PKCS11_SESSION_CONFLICT: {
    exit: 2,
    message: 'other open sessions forbid this call ({call}: {ckr})',
    hint: 'Close the sessions with this token first; an SO login needs that none of them is read-only.',
  },
  PKCS11_OBJECT_GONE: {
    exit: 3,
    message: 'the object on the token no longer exists ({call}: {ckr})',
    hint: 'Private objects vanish at logout; look the object up again.',
  },
  PKCS11_MECHANISM_MISSING: {
    exit: 2,
    message: 'the token does not offer what this needs ({call}: {ckr})',
    hint: 'See the mechanism list of the token (`pkcs11-tool -M`) and choose another signature scheme or key type.',
  },
  PKCS11_ATTRIBUTE_REFUSED: {
    exit: 2,
    message: 'the token refuses this attribute or object ({call}: {ckr})',
    hint: 'A private key that is sensitive or unextractable never leaves the token: that is what it is for.',
  },
  PKCS11_CALL_FAILED: {
    exit: 3,
    message: 'the module failed: {call} returned {ckr}',
    hint: "Look the code up in the module's manual; run the module under pkcs11-spy to see the calls before it.",
  },
} as const;

export const fail = defineErrors(errorTable, vietnamese);
