/** What the schema cannot say about a script: names that must exist, and conditions that must go together. */
import {
  functionNames,
  functionsFor,
  functionsOf,
  hasMechanism,
  hasSession,
  tokenActions,
} from './call-classes.ts';
import { attributeNumber, mechanismNumber, resultNumber } from './names.ts';
import { neverDone } from './order.ts';
import type { FaultAction, FaultRule, FaultScript, When } from './script.ts';
import { hasObject } from './seen-object.ts';

/** One thing that is wrong: where in the script, and what. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** The first of every rule; none when the script, known to fit the schema, makes sense. */
export function problemsIn(script: FaultScript): readonly Problem[] {
  const names = script.rules.map(ruleName);
  return script.rules.flatMap((rule, index) => {
    const found =
      repeatedName(names, index) ??
      inPlace(['when'], problemInWhen(rule, names, index) ?? circleOf(script.rules, names, index)) ??
      problemInActions(rule) ??
      problemOfCalls(rule);
    return inPlace(['rules', index], found) ?? [];
  });
}

/** The name that the journal tells. */
export function ruleName(rule: FaultRule, index: number): string {
  return rule.name ?? `rule-${index + 1}`;
}

/**
 * The functions that a rule is about; undefined for a rule without any call, which fires by itself when its time has
 * come. Without a function or a class it is about those that its actions can work on.
 */
export function functionsOfRule({ when, do: actions }: FaultRule): readonly string[] | undefined {
  const limits = actions.flatMap(({ action }) => {
    const functions = functionsFor(action);
    return functions === undefined ? [] : [functions];
  });
  const named = namedFunctions(when);
  if (named === undefined && limits.length === 0) return undefined;
  return (named ?? functionNames).filter((name) => limits.every((functions) => functions.includes(name)));
}

function namedFunctions(when: When): readonly string[] | undefined {
  if (when.function !== undefined) return typeof when.function === 'string' ? [when.function] : when.function;
  return when.class === undefined ? undefined : functionsOf(when.class);
}

function repeatedName(names: readonly string[], index: number): Problem | undefined {
  const name = names[index] ?? '';
  return names.indexOf(name) === index ? undefined : said(['name'], `a rule before it is called ${name} too`);
}

function problemInWhen({ when }: FaultRule, names: readonly string[], index: number): Problem | undefined {
  const unknown = [when.function ?? []].flat().find((name) => !functionNames.includes(name));
  if (unknown !== undefined) return said(['function'], `there is no function ${unknown}`);
  if (when.function !== undefined && when.class !== undefined)
    return said(['class'], 'say a function or a class, not both');
  const positions = [when.call, when.every, when.from ?? when.to].filter((given) => given !== undefined);
  if (positions.length > 1) return said([], 'say one of call, every, and from with to');
  if (when.from !== undefined && when.to !== undefined && when.from > when.to)
    return said(['to'], `expected ${when.from} or more, got ${when.to}`);
  if (when.mechanism !== undefined && mechanismNumber(when.mechanism) === undefined)
    return said(['mechanism'], `there is no mechanism ${when.mechanism}; give its number`);
  if (when.after === undefined) return undefined;
  if (!names.includes(when.after.rule)) return said(['after', 'rule'], `there is no rule ${when.after.rule}`);
  return when.after.rule === names[index]
    ? said(['after', 'rule'], 'a rule cannot wait for itself')
    : undefined;
}

/** Rules that wait for each other, all round: none of them could ever fire. */
function circleOf(rules: readonly FaultRule[], names: readonly string[], index: number): Problem | undefined {
  const waitedFor = (at: number): number => names.indexOf(rules[at]?.when.after?.rule ?? '');
  const round = [index];
  for (let at = waitedFor(index); at >= 0; at = waitedFor(at)) {
    if (at === index) {
      const all = [...round, index].map((one) => names[one]).join(' waits for ');
      return said(['after', 'rule'], `the rules wait for each other, and none can be the first: ${all}`);
    }
    // A circle that others are in.
    if (round.includes(at)) return undefined;
    round.push(at);
  }
  return undefined;
}

function problemInActions({ do: actions }: FaultRule): Problem | undefined {
  for (const [index, action] of actions.entries()) {
    const found = problemInAction(action);
    if (found !== undefined) return inPlace(['do', index], found);
  }
  return undefined;
}

function problemInAction(action: FaultAction): Problem | undefined {
  if (action.action === 'return') {
    const code = resultNumber(action.code);
    if (code === undefined)
      return said(['code'], `there is no return value ${action.code}; give a vendor's own by number`);
    return code === 0 ? said(['code'], 'CKR_OK is no fault') : undefined;
  }
  if (action.action !== 'wrong-attribute' || attributeNumber(action.attribute) !== undefined)
    return undefined;
  return said(['attribute'], `there is no attribute ${action.attribute}; give its number`);
}

function problemOfCalls(rule: FaultRule): Problem | undefined {
  const { when, do: actions } = rule;
  const functions = functionsOfRule(rule);
  if (functions === undefined) return problemWithoutCalls(when, actions);
  if (functions.length === 0) {
    const limited = actions.find(({ action }) => functionsFor(action) !== undefined)?.action ?? 'return';
    const possible = functionsFor(limited)?.join(', ');
    return said(['do'], `${limited} works on ${possible}, and the rule is about none of these`);
  }
  const never = neverDone(actions);
  if (never !== undefined) return said(['do', never.index], never.problem);
  return inPlace(['when'], problemOfCondition(when, functions));
}

/** A condition that no call of the rule can ever meet. */
function problemOfCondition(when: When, functions: readonly string[]): Problem | undefined {
  if (when.userType !== undefined && !functions.includes('C_Login'))
    return said(['userType'], 'only C_Login has a user type');
  if (when.mechanism !== undefined && !functions.some(hasMechanism))
    return said(['mechanism'], `no call of ${functions.join(', ')} has a mechanism`);
  if (when.objectClass !== undefined && !functions.some(hasObject))
    return said(['objectClass'], `no call of ${functions.join(', ')} is about an object that is there`);
  const inSession = (['session', 'loggedIn'] as const).find((key) => when[key] !== undefined);
  return inSession !== undefined && !functions.some(hasSession)
    ? said([inSession], `no call of ${functions.join(', ')} belongs to a session`)
    : undefined;
}

const withoutCalls: ReadonlySet<string> = new Set(['token', 'afterMs', 'after']);

function problemWithoutCalls(when: When, actions: readonly FaultAction[]): Problem | undefined {
  const aboutCalls = Object.keys(when).find((key) => !withoutCalls.has(key));
  if (aboutCalls !== undefined)
    return said(['when'], `${aboutCalls} is about calls: say which, with function or class`);
  const needsCall = actions.find(({ action }) => !tokenActions.has(action));
  if (needsCall !== undefined)
    return said(['when'], `${needsCall.action} happens to a call: say which, with function or class`);
  return when.afterMs === undefined && when.after === undefined
    ? said(['when'], 'say when: with function or class, or with afterMs or after')
    : undefined;
}

function said(path: readonly (string | number)[], problem: string): Problem {
  return { path, problem };
}

function inPlace(path: readonly (string | number)[], problem: Problem | undefined): Problem | undefined {
  return problem === undefined ? undefined : { ...problem, path: [...path, ...problem.path] };
}
