/** What kind of token is emulated: everything that differs between devices, as data. */

/** Who can log in with a PIN. */
export type PinRole = 'user' | 'so';

/** Every secret that is counted: the PUK opens a locked user PIN, nobody logs in with it. */
export type CountedPin = PinRole | 'puk';

export type Confidence = 'high' | 'medium' | 'low' | 'invented';

/** Where the value of one field comes from, and how far to trust it. */
export interface ProfileFact {
  /** JSON pointer into the profile; it covers everything below that place. */
  readonly field: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** In bytes, both ends included. */
export interface PinLength {
  readonly min: number;
  readonly max: number;
}

/** What middleware asks of a new PIN before the card hears of it. Lengths in bytes, the others count characters. */
export interface NewPinRule extends PinLength {
  readonly upper: number;
  readonly lower: number;
  readonly digit: number;
  /** Everything that is neither letter nor digit of ASCII. */
  readonly special: number;
  /** The new PIN must differ from the old one. */
  readonly notOld: boolean;
  /** So many PINs before the present one may not come back. */
  readonly history: number;
}

export type PinCharacters = 'any' | 'printable' | 'alphanumeric' | 'digits';

/** What a PIN pad that is not answered in time, or is cancelled, makes of the call. */
export type PadRefusal = 'CKR_FUNCTION_CANCELED' | 'CKR_CANCEL' | 'CKR_PIN_INCORRECT' | 'CKR_DEVICE_ERROR';

export interface PinPad {
  /** A PIN that the application gives all the same: taken like any other, or CKR_ARGUMENTS_BAD. */
  readonly givenPin: 'used' | 'refused';
  readonly timeoutSeconds: number;
  readonly atTimeout: PadRefusal;
  readonly atCancel: PadRefusal;
}

/** Milliseconds from the request to its answer; `jitterMs` is the most that is added or taken away by chance. */
export interface Latency {
  readonly ms: number;
  readonly jitterMs?: number;
}

export interface TokenProfile {
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  /** Where the numbers come from, and how far to trust them, taken together. */
  readonly source: string;
  readonly confidence: Confidence;
  readonly notes: string;
  /** The same for single fields. */
  readonly facts: readonly ProfileFact[];
  /** JSON pointers of fields for which no source is known; most are left at their defaults. */
  readonly assumed: readonly string[];
  /** CK_TOKEN_INFO texts; at most 32 and 16 bytes. */
  readonly manufacturer: string;
  readonly model: string;

  /** PIN lengths that the card takes. */
  readonly pinLength: Readonly<Record<CountedPin, PinLength>>;
  /** Characters that the card takes. */
  readonly pinCharacters: PinCharacters;
  /**
   * A PIN outside `pinLength` at a login: `counted` sends it to the card, which says CKR_PIN_INCORRECT;
   * `refused` stops it in the middleware, which says CKR_PIN_LEN_RANGE and costs no try.
   */
  readonly wrongLength: 'counted' | 'refused';
  /** The same for `pinCharacters`; refused is CKR_PIN_INVALID. */
  readonly wrongCharacters: 'counted' | 'refused';
  /** What the middleware asks of new PINs; null: only what the card asks. */
  readonly newPin: Readonly<Record<PinRole, NewPinRule | null>>;
  /** Whose lengths CK_TOKEN_INFO shows: the card's, or those for new PINs. */
  readonly reportedPinLength: 'card' | 'new-pin';

  /** Wrong PINs in a row that lock. */
  readonly tries: Readonly<Record<CountedPin, number>>;
  /** `shared`: one counter for all PINs, as in a TPM; then the tries must be equal, and a new PIN does not fill it. */
  readonly counter: 'each' | 'shared';
  /** Whether the right PIN fills the counter; else it only gives back its own try. */
  readonly resetOnSuccess: boolean;
  /** A try comes back after so many seconds without a wrong PIN; null: never. */
  readonly recoverySeconds: number | null;
  /** Which wrong PIN is answered CKR_PIN_LOCKED first: the one that locks, or only the next. */
  readonly lockAnswer: 'at-limit' | 'after-limit';
  readonly flags: {
    /** COUNT_LOW is set from this number of wrong PINs on. */
    readonly countLowAfter: number;
    /** `exclusive`: only the most serious of COUNT_LOW, FINAL_TRY, LOCKED; `cumulative`: all that are true; `none`: never any. */
    readonly ladder: 'exclusive' | 'cumulative' | 'none';
  };
  /**
   * How a locked user PIN is opened: by the SO through C_InitPIN, with the PUK as the old PIN of C_SetPIN, only by
   * the issuer's tool with the SO PIN, by an administrator's reset of the counter, or never.
   */
  readonly unlock: 'so-initpin' | 'puk-setpin' | 'vendor-tool' | 'administrative' | 'none';

  /** Days after which a PIN has expired; null: never. */
  readonly pinDays: Readonly<Record<PinRole, number | null>>;
  /** After what a PIN must be changed by its owner: it was given at creation, or by somebody else since. */
  readonly mustChange: Readonly<Record<PinRole, readonly ('creation' | 'reset')[]>>;
  /**
   * What a right PIN that has expired or must be changed leads to. `flag`: only CKF_…_TO_BE_CHANGED. `refused`: C_Login
   * says CKR_PIN_EXPIRED. `limited`: it succeeds, and then everything but C_SetPIN and C_Logout says CKR_PIN_EXPIRED.
   */
  readonly duePin: 'flag' | 'refused' | 'limited';
  /** The PIN that is due, given as the new one: CKR_PIN_INVALID, or taken as a change. */
  readonly duePinAgain: 'refused' | 'taken';
  /** A protected authentication path: a NULL PIN is asked for on the reader. Null: none. */
  readonly pinPad: PinPad | null;

  /** Names of the mechanisms offered, of those that SoftHSM has; null: all. */
  readonly mechanisms: readonly string[] | null;
  readonly keys: {
    /** Modulus lengths of RSA keys; null: any. */
    readonly rsaBits: readonly number[] | null;
    /** Named curves; null: any. */
    readonly curves: readonly CurveName[] | null;
    /** The answer to another curve. */
    readonly wrongCurve: 'CKR_CURVE_NOT_SUPPORTED' | 'CKR_DOMAIN_PARAMS_INVALID';
    /** Whether private keys may come from outside: C_CreateObject and C_UnwrapKey. */
    readonly import: boolean;
    /** The answer to a private key from outside where that may not be. */
    readonly wrongImport:
      | 'CKR_TEMPLATE_INCONSISTENT'
      | 'CKR_ATTRIBUTE_VALUE_INVALID'
      | 'CKR_FUNCTION_NOT_SUPPORTED';
    /** Every private key made on the token wants its PIN again for each use. */
    readonly alwaysAuthenticate: boolean;
  };
  /** Sessions of one application with the token; null: any number. */
  readonly sessions: { readonly max: number | null; readonly maxReadWrite: number | null };
  /** Write-protected when it is made. */
  readonly readOnly: boolean;
  /**
   * How long calls take, by the name of the PKCS#11 function, by what it comes to (`login`, `change-pin`, `sign`,
   * `sign-rsa-2048`, `sign-p-256`, `generate`, `generate-rsa-3072`, …) or `default`. The most exact name wins.
   */
  readonly latency: Readonly<Record<string, Latency>>;
  /** Of the dice for jitter, 0 to 2^32 - 1; null: the serial number's, which differs for every token that is made. */
  readonly latencySeed: number | null;

  /** Sessions that were open when the token was taken out, after its return: still good, or closed. */
  readonly afterReturn: 'resume' | 'sessions-closed';
  /** CKF_REMOVABLE_DEVICE on the slot: with it SunPKCS11 gives a removed token up for good, at a moment of its choice. */
  readonly removableFlag: boolean;
}

export type CurveName = 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'brainpoolP256r1' | 'brainpoolP384r1';
