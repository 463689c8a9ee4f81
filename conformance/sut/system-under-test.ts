/** A product as the checks see it: messages in, answers out, whatever carries them. */
import type { Answer, Hello, OperationName, Operations, RequestBody, WireAnswer } from './messages.ts';

export interface SystemUnderTest {
  /** What the product said of itself. */
  readonly hello: Hello;
  /**
   * Asks the product to do something and gives its answer.
   * Throws a CongvuError with a SUT_ code when no valid answer came (dead, silent, garbage).
   */
  perform<Name extends OperationName>(
    operation: Name,
    parameters: Operations[Name]['parameters'],
  ): Promise<Answer<Operations[Name]['result']>>;
  /** Asks what the product's state shows; protocol 1 defines no subjects yet, so products answer unsupported. */
  observe(subject: string, parameters?: object): Promise<Answer<Readonly<Record<string, unknown>>>>;
  /** From here on the product takes this moment as now. */
  advanceClock(to: Date): Promise<Answer<object>>;
  /** Back to the state after the start: the suite calls it before every requirement. */
  reset(): Promise<Answer<object>>;
  /** The messages since the last call, PINs blanked, for the evidence folder. */
  takeExchanges(): readonly Exchange[];
  close(): Promise<void>;
}

/** One request and what came back. */
export interface Exchange {
  readonly request: object;
  readonly answer: WireAnswer | { readonly error: string };
}

/** Carries one request at a time. Starts the other side when needed; after an error the next send starts anew. */
export interface Transport {
  readonly kind: 'stdio' | 'http' | 'in-process';
  /** The parsed JSON of the answer, not yet checked. Throws CongvuError with a SUT_ code. */
  send(request: RequestBody & { readonly id: number; readonly protocol: 1 }): Promise<unknown>;
  /** Drops the connection: whatever state the other side has is not to be relied on any more. */
  abandon(): Promise<void>;
  close(): Promise<void>;
}
