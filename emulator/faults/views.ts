/** What `token faults show` tells. */
import type { Shared } from '../policy/line/application.ts';
import type { StoredToken } from '../store/stored-token.ts';
import type { ArmedScript } from './armed.ts';
import type { FaultScript } from './script.ts';

export interface RuleView {
  readonly name: string;
  /** Calls that fitted so far. */
  readonly fitting: number;
  readonly fired: number;
}

export interface ArmedView {
  readonly name: string;
  /** Arms the same again: `token faults apply NAME --seed SEED`. */
  readonly seed: number;
  readonly token?: string;
  readonly armedAt: string;
  readonly rules: readonly RuleView[];
  readonly script: FaultScript;
}

export interface HeldView {
  readonly connection: number;
  readonly session?: number;
  /** Serial number. */
  readonly token?: string;
  readonly label?: string;
  readonly function: string;
  /** Until released, not for a time. */
  readonly hanging: boolean;
}

export interface FaultsView {
  readonly armed: readonly ArmedView[];
  readonly held: readonly HeldView[];
}

export function armedView({ script, seed, token, armedAt, rules }: ArmedScript): ArmedView {
  return Object.freeze({
    name: script.name,
    seed,
    ...(token === undefined ? {} : { token }),
    armedAt: new Date(armedAt).toISOString(),
    rules: rules.map(({ name, counted, fired }) => Object.freeze({ name, fitting: counted, fired })),
    script,
  });
}

export function heldViews({ applications, store }: Shared): readonly HeldView[] {
  return [...applications].flatMap(({ connection, held }) =>
    [...held].map(({ request: { session, token, call }, hanging }) =>
      Object.freeze({
        connection,
        ...(session === undefined ? {} : { session: session.handle }),
        ...(token === undefined ? {} : { token, ...labelled(store.tokens(), token) }),
        function: call.name,
        hanging,
      }),
    ),
  );
}

/** No label for a token that is deleted, or blank. */
function labelled(tokens: readonly StoredToken[], serial: string): { readonly label?: string } {
  const label = tokens.find(({ identity }) => identity.serial === serial)?.label() ?? '';
  return label === '' ? {} : { label };
}
