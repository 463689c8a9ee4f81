/** What kind of token is emulated: everything that differs between devices, as data. */

export type PinRole = 'user' | 'so';

export interface TokenProfile {
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  /** Where the numbers come from, and how far to trust them. */
  readonly source: string;
  readonly confidence: 'high' | 'medium' | 'low' | 'invented';
  readonly notes: string;
  /** CK_TOKEN_INFO texts; at most 32 and 16 bytes. */
  readonly manufacturer: string;
  readonly model: string;
  /** PIN lengths in bytes, both ends included. */
  readonly pinLength: Readonly<Record<PinRole, { readonly min: number; readonly max: number }>>;
  /** Wrong PINs in a row that lock the role. */
  readonly tries: Readonly<Record<PinRole, number>>;
  /**
   * A PIN outside `pinLength` at a login: `counted` sends it to the card, which says CKR_PIN_INCORRECT;
   * `refused` stops it in the middleware, which says CKR_PIN_LEN_RANGE and costs no try.
   */
  readonly wrongLength: 'counted' | 'refused';
  /** Which wrong PIN is answered CKR_PIN_LOCKED first: the one that locks, or only the next. */
  readonly lockAnswer: 'at-limit' | 'after-limit';
  readonly flags: {
    /** COUNT_LOW is set from this number of wrong PINs on. */
    readonly countLowAfter: number;
    /** `exclusive`: only the most serious of COUNT_LOW, FINAL_TRY, LOCKED; `cumulative`: all that are true. */
    readonly ladder: 'exclusive' | 'cumulative';
  };
  /** How a locked user PIN is opened: by the SO through C_InitPIN, only by the issuer's tool, or never. */
  readonly unlock: 'so-initpin' | 'vendor-tool' | 'none';
  /** Sessions that were open when the token was taken out, after its return: still good, or closed. */
  readonly afterReturn: 'resume' | 'sessions-closed';
  /** CKF_REMOVABLE_DEVICE on the slot: with it SunPKCS11 gives a removed token up for good, at a moment of its choice. */
  readonly removableFlag: boolean;
}
