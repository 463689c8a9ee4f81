/** A deliberately wrong product: what it does wrong, which row must find it out and by which reason. */
import type { Material } from '../material/material.ts';
import type { Request, WireAnswer } from '../sut/index.ts';

export type WrongSystem = WrongProduct | WrongToken;

interface Described {
  /** `seal-under-signature` */
  readonly id: string;
  /** What it does wrong, one sentence. */
  readonly wrong: string;
  /** The row that it is made for, and the reason code that the row must give. */
  readonly fails: { readonly requirement: string; readonly reason: string };
  /** Rows of the same article that cannot be decided with it, by which reason code, and why. */
  readonly undecided?: readonly {
    readonly requirement: string;
    readonly reason: string;
    readonly because: string;
  }[];
  /** Rows of the same article that cannot but fail with it, and why; kept as few as possible. */
  readonly consequences?: readonly { readonly requirement: string; readonly because: string }[];
}

/** Stands in front of the reference implementation and changes requests or answers. */
export interface WrongProduct extends Described {
  readonly kind: 'product';
  readonly capability: 'signer' | 'verifier';
  readonly distort: Distortion;
}

/** A token that is wrong in one way. */
export interface WrongToken extends Described {
  readonly kind: 'token';
  readonly capability: 'token';
  /** It damages itself even in rows that it passes: every row gets a new one. */
  readonly shortLived?: true;
  readonly token:
    | { readonly on: 'emulator'; readonly profile: string; readonly driver?: string }
    | { readonly on: 'softhsm' };
}

export type Forward = (request: Request) => Promise<WireAnswer>;

export interface Surroundings {
  readonly material: Material;
  /** A new path for a file. */
  file(name: string): string;
}

export type Distortion = (
  request: Request,
  forward: Forward,
  surroundings: Surroundings,
) => Promise<WireAnswer>;
