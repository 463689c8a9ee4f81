/** One action of a rule that has fired at a call, with its throw of the dice. */
import type { StoredToken } from '../store/stored-token.ts';
import type { ArmedRule, ArmedScript } from './armed.ts';
import { isCalled } from './match.ts';
import { canFollow } from './order.ts';
import type { FaultAction } from './script.ts';
import type { SeenCall } from './seen-call.ts';
import type { Stage } from './token-acts.ts';

export interface Step {
  /** Script and rule, as the journal tells them. */
  readonly rule: string;
  readonly action: FaultAction;
  /** 0 to 2^32 - 1, thrown when the rule fired, so that it does not depend on when the answer comes. */
  readonly roll: number;
  /** The token that the rule names, else that of the call. */
  readonly target: StoredToken | undefined;
}

export function stepsOf(rule: ArmedRule, { script }: ArmedScript, seen: SeenCall): readonly Step[] {
  const target =
    rule.token === undefined ? seen.token : namedToken(rule.token, seen.line.shared.store.tokens());
  return rule.rule.do.map((action) => ({
    rule: `${script.name}/${rule.name}`,
    action,
    roll: rule.dice.throw(),
    target,
  }));
}

/** Undefined also when several have that label: then the script must give the serial number. */
export function namedToken(name: string, tokens: readonly StoredToken[]): StoredToken | undefined {
  const found = tokens.filter((token) => isCalled(token, name));
  return found.length === 1 ? found[0] : undefined;
}

/** Behind an action that has decided what becomes of the call: what its own rule still does. Others have come too late. */
export function isDoneBehind(step: Step, ending: Step): boolean {
  return step.rule === ending.rule && canFollow(step.action, ending.action);
}

/** Tells the journal that an action was not done, since the call is decided already. */
export function tellTooLate(stage: Stage, seen: SeenCall, step: Step, ending: Step): void {
  tell(stage, seen, step, `${step.action.action}: too late, ${ending.action.action} of ${ending.rule}`);
}

/** Tells the journal what a fault has done to a call. */
export function tell(
  stage: Stage,
  { line, request, token }: SeenCall,
  { rule, target }: Step,
  detail: string,
): void {
  stage.shared.journal.event({
    event: 'fault',
    connection: line.application.connection,
    session: request.session?.handle,
    token: (target ?? token)?.identity.serial,
    function: request.call.name,
    rule,
    detail,
  });
}
