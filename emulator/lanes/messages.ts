/** What the server and a lane's process say to each other, beside the board. */

/** Native bytes of an attribute, in hexadecimal. */
export interface KeyAttribute {
  readonly type: number;
  readonly value: string;
}

export interface Preparation {
  /** Path of the SoftHSM library. */
  readonly softhsm: string;
  /** What SoftHSM calls the token. */
  readonly name: string;
  /** The internal user PIN, which no application knows. */
  readonly pin: string;
  /** What exactly one private key of the token must have. */
  readonly key: readonly KeyAttribute[];
}

/** The only calls that are served: C_SignInit with exactly these bytes behind its signature, and C_Sign, also for the length. */
export interface ExpressCalls {
  /** Session handle as it travels, then mechanism and key; in hexadecimal. */
  readonly session: string;
  readonly asked: string;
  readonly mechanism: number;
  /** Bytes of a signature, which is what an application is told that asks; there must be room for them. */
  readonly size: number;
}

export type ToLane =
  | ({ readonly kind: 'prepare' } & Preparation)
  /** Comes with the application's socket; `blocking`: a read of it waits, for some milliseconds. */
  | ({ readonly kind: 'take'; readonly blocking: boolean } & ExpressCalls)
  | { readonly kind: 'leave' };

/** The socket is the server's again. */
export interface HandedBack {
  /** Read but not served, in base64. */
  readonly leftover: string;
  /** Of an answer that the socket would not take, in base64. */
  readonly unsent: string;
  /** A C_SignInit has been answered whose C_Sign has not. */
  readonly initialised: boolean;
  readonly reason: 'asked' | 'other call' | 'refused' | 'full' | 'slow' | 'closed';
}

export type FromLane =
  | { readonly kind: 'prepared'; readonly ready: boolean; readonly reason: string }
  | ({ readonly kind: 'back' } & HandedBack);
