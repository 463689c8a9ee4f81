/** What the policy tells the journal: one entry for each call and each thing that happens to a token. */

export interface CallEntry {
  readonly connection: number;
  /** The handle that the application sees; handles begin at 1 on every connection. */
  readonly session?: number | undefined;
  readonly token?: string | undefined;
  readonly function: string;
  readonly mechanism?: string | undefined;
  readonly result: string;
  readonly milliseconds: number;
  /** Length of the PIN that was given, in bytes; -1 for a NULL pointer. Never the PIN. */
  readonly pinLength?: number | undefined;
  readonly detail?: string | undefined;
}

export interface EventEntry {
  readonly event: string;
  readonly connection?: number | undefined;
  readonly session?: number | undefined;
  readonly token?: string | undefined;
  /** For a fault: the call that it struck, and the script and rule that wanted it. */
  readonly function?: string | undefined;
  readonly rule?: string | undefined;
  readonly detail?: string | undefined;
}

export interface Journal {
  call(entry: CallEntry): void;
  event(entry: EventEntry): void;
}
