/** One action of a rule that has fired at a call, with its throw of the dice. */
import type { StoredToken } from '../store/stored-token.ts';
import type { ArmedRule, ArmedScript } from './armed.ts';
import { isCalled } from './match.ts';
import type { ActionName, FaultAction } from './script.ts';
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

const onAnswers: ReadonlySet<ActionName> = new Set<ActionName>([
  'flip-bit',
  'wrong-signature',
  'repeat-signature',
  'repeat-random',
  'partial-output',
  'wrong-attribute',
]);

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

/** Done on the way back, not before the call is carried out. */
export function isOnAnswer({ action }: Step): boolean {
  return onAnswers.has(action.action) || ('moment' in action && action.moment === 'after');
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
