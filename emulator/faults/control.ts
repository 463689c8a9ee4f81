/** Arms, shows and clears fault scripts in a running emulator. */
import type { Shared } from '../policy/line/application.ts';
import { agenda } from './agenda.ts';
import { answerMemory } from './answer-memory.ts';
import { type ArmedScript, armed } from './armed.ts';
import { type CatalogueEntry, catalogueScript, faultCatalogue } from './catalogue.ts';
import { fail } from './errors.ts';
import { interceptor, noteFired } from './interceptor.ts';
import { isDue } from './match.ts';
import { checkedScript, readScript } from './read-script.ts';
import type { FaultScript } from './script.ts';
import { namedToken } from './steps.ts';
import { actOnToken } from './token-acts.ts';
import { type ArmedView, armedView, type FaultsView, heldViews } from './views.ts';

/** The name of a fault in the catalogue, a script as a value, or one as YAML or JSON text from that file. */
export type FaultSource = string | FaultScript | { readonly text: string; readonly file: string };

export interface FaultOptions {
  /** Label or serial number, for all rules that name no token themselves. */
  readonly token?: string | undefined;
  readonly seed?: number | undefined;
}

export interface FaultControl {
  /**
   * Arms a script, beside those that are armed already; one of the same name is replaced. Counting starts anew.
   * Throws TOKEN_FAULT_UNKNOWN, TOKEN_FAULT_SCRIPT_TOO_LARGE, TOKEN_FAULT_SCRIPT_UNPARSABLE,
   * TOKEN_FAULT_SCRIPT_INVALID, TOKEN_FAULT_TOO_MANY, TOKEN_UNKNOWN, TOKEN_LABEL_AMBIGUOUS.
   */
  apply(source: FaultSource, options?: FaultOptions): ArmedView;
  show(): FaultsView;
  /**
   * Disarms one script or all of them, and lets every hanging call go on. A token that was taken out for a time still
   * comes back. Throws TOKEN_FAULT_NOT_ARMED.
   */
  clear(name?: string): FaultsView;
  /** Lets the hanging calls go on, and says how many there were. The scripts stay armed. */
  release(): { readonly released: number };
  /**
   * Arms scripts again as they were: same seed, all counts at nothing. Without a name all that are armed, or, when
   * there are none, the last one that was. Throws TOKEN_FAULT_NOT_ARMED.
   */
  replay(name?: string): FaultsView;
  catalogue(): readonly CatalogueEntry[];
  /** The emulator stops: nothing that is due later happens any more. */
  close(): void;
}

const maxArmed = 32;

/** Nothing is armed at the start: scripts do not survive the emulator, what they did to tokens does. */
export function faultControl(shared: Shared): FaultControl {
  const later = agenda(shared.clock, (error) => shared.mistakes.met(error));
  const stage = { shared, agenda: later, memory: answerMemory() };
  let scripts: readonly ArmedScript[] = [];
  /** Those that were armed, for `replay`; the latest last. */
  let known: readonly ArmedScript[] = [];
  const between = interceptor(stage, () => scripts);

  function put(next: readonly ArmedScript[]): void {
    scripts = next;
    shared.interception.current = next.length === 0 ? undefined : between;
  }

  function arm(script: FaultScript, seed: number, token: string | undefined): ArmedScript {
    const name = script.name;
    const others = scripts.filter((other) => other.script.name !== name);
    if (others.length >= maxArmed) throw fail('TOKEN_FAULT_TOO_MANY', { limit: maxArmed });
    const one = armed(script, { seed, token, at: shared.clock.now().getTime() });
    known = [...known.filter((other) => other.script.name !== name), one].slice(-maxArmed);
    put([...others, one]);
    if (one.rules.some(({ serves }) => serves === undefined)) later.watch((now) => fireDue(one, now));
    const detail = `${name}, seed ${seed}`;
    shared.journal.event({ event: 'faults-armed', token: onlyToken(one), rule: name, detail });
    return one;
  }

  /** The token that all its rules are about, when it is one. */
  function onlyToken({ rules }: ArmedScript): string | undefined {
    const [name, ...others] = new Set(rules.map((rule) => rule.token));
    if (name === undefined || others.length > 0) return undefined;
    return namedToken(name, shared.store.tokens())?.identity.serial;
  }

  /** Rules that wait for no call. False when the script is armed no longer. */
  function fireDue(script: ArmedScript, now: number): boolean {
    if (!scripts.includes(script)) return false;
    for (const rule of script.rules) {
      if (!isDue(rule, script, now)) continue;
      noteFired(rule, now, -1);
      const token = rule.token === undefined ? undefined : namedToken(rule.token, shared.store.tokens());
      for (const action of rule.rule.do) {
        const detail = token === undefined ? `${action.action}: no token` : actOnToken(stage, action, token);
        const serial = token?.identity.serial;
        shared.journal.event({
          event: 'fault',
          token: serial,
          rule: `${script.script.name}/${rule.name}`,
          detail,
        });
      }
    }
    return true;
  }

  function release(): { readonly released: number } {
    const hanging = [...shared.applications].flatMap(({ held }) => [...held].filter((call) => call.hanging));
    for (const call of hanging) call.release();
    return { released: hanging.length };
  }

  function show(): FaultsView {
    return Object.freeze({ armed: scripts.map(armedView), held: heldViews(shared) });
  }

  return Object.freeze({
    apply: (source, { token, seed } = {}) => {
      const script = scriptFrom(source);
      checkTokens(shared, script, token);
      return armedView(arm(script, seed ?? script.seed ?? thrownSeed(shared), token));
    },
    show,
    clear: (name) => {
      const staying = name === undefined ? [] : scripts.filter(({ script }) => script.name !== name);
      if (name !== undefined && staying.length === scripts.length)
        throw fail('TOKEN_FAULT_NOT_ARMED', { name });
      if (scripts.length > 0) shared.journal.event({ event: 'faults-cleared', rule: name });
      put(staying);
      shared.interception.cutWhenCounted.clear();
      release();
      return show();
    },
    release,
    replay: (name) => {
      const again =
        name !== undefined
          ? known.filter(({ script }) => script.name === name)
          : scripts.length > 0
            ? scripts
            : known.slice(-1);
      if (again.length === 0) throw fail('TOKEN_FAULT_NOT_ARMED', { name: name ?? '' });
      for (const { script, seed, token } of again) arm(script, seed, token);
      return show();
    },
    catalogue: faultCatalogue,
    close: () => {
      put([]);
      later.stop();
    },
  } satisfies FaultControl);
}

function scriptFrom(source: FaultSource): FaultScript {
  if (typeof source === 'string') {
    const script = catalogueScript(source);
    if (script === undefined) throw fail('TOKEN_FAULT_UNKNOWN', { name: source });
    return script;
  }
  return 'text' in source ? readScript(source.text, source.file) : checkedScript(source, 'the script');
}

/** A misspelt token would make a rule that never fires. Throws TOKEN_UNKNOWN, TOKEN_LABEL_AMBIGUOUS. */
function checkTokens({ store }: Shared, script: FaultScript, token: string | undefined): void {
  for (const name of [token, script.token, ...script.rules.map(({ when }) => when.token)]) {
    if (name !== undefined) store.named(name);
  }
}

function thrownSeed({ store }: Shared): number {
  return Buffer.from(store.random(4)).readUInt32BE(0);
}
