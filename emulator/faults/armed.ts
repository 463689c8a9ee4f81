/** A script that is armed: its rules made ready, and what has happened to each so far. */

import { type Dice, dice } from '../../foundation/dice.ts';
import { byCallId } from '../wire/calls.ts';
import { attributeNumber, mechanismNumber } from './names.ts';
import type { FaultRule, FaultScript } from './script.ts';
import { classNumber } from './seen-object.ts';
import { functionsOfRule, ruleName } from './semantics.ts';

export interface ArmedRule {
  readonly name: string;
  readonly rule: FaultRule;
  /** By call id; undefined for a rule that waits for no call. */
  readonly serves: readonly (boolean | undefined)[] | undefined;
  readonly mechanism: number | undefined;
  /** Whose value a rule makes wrong: it is about no call that does not ask for it. */
  readonly attribute: number | undefined;
  /** CKO_… of the objects that it is about. */
  readonly objectClass: number | undefined;
  /** Label or serial number of the token that it is about, in NFC. */
  readonly token: string | undefined;
  readonly dice: Dice;
  /** Fitting calls so far, all together and by connection. */
  counted: number;
  readonly countedBy: Map<number, number>;
  fired: number;
  /** On the emulator's clock, in milliseconds. */
  firedAt: number | undefined;
  /** The number of the call at which it fired last. */
  firedInCall: number;
}

export interface ArmedScript {
  readonly script: FaultScript;
  readonly seed: number;
  readonly token: string | undefined;
  /** On the emulator's clock, in milliseconds. */
  readonly armedAt: number;
  readonly rules: readonly ArmedRule[];
}

export interface Arming {
  readonly seed: number;
  /** Of the rules that name no token themselves; instead of the script's. */
  readonly token?: string | undefined;
  readonly at: number;
}

/** Every rule has dice of its own, so that one more rule at the end moves no throw of those before it. */
export function armed(script: FaultScript, { seed, token = script.token, at }: Arming): ArmedScript {
  const rules = script.rules.map((rule, index): ArmedRule => {
    const own = rule.when.token ?? token;
    return {
      name: ruleName(rule, index),
      rule,
      serves: servedBy(functionsOfRule(rule)),
      mechanism: rule.when.mechanism === undefined ? undefined : mechanismNumber(rule.when.mechanism),
      attribute: wrongAttribute(rule),
      objectClass: rule.when.objectClass === undefined ? undefined : classNumber(rule.when.objectClass),
      token: own?.normalize('NFC'),
      dice: dice(seed, index),
      counted: 0,
      countedBy: new Map(),
      fired: 0,
      firedAt: undefined,
      firedInCall: -1,
    };
  });
  return { script, seed, token, armedAt: at, rules };
}

function wrongAttribute(rule: FaultRule): number | undefined {
  for (const action of rule.do) {
    if (action.action === 'wrong-attribute') return attributeNumber(action.attribute);
  }
  return undefined;
}

function servedBy(functions: readonly string[] | undefined): readonly (boolean | undefined)[] | undefined {
  if (functions === undefined) return undefined;
  return byCallId(Object.fromEntries(functions.map((name) => [name, true])));
}
