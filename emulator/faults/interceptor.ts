/** Puts the armed scripts between the applications and their tokens. */
import { defended } from '../policy/defence/defence.ts';
import { goesUnderWay } from '../policy/leaving/under-way.ts';
import type { Interceptor, Proceed } from '../policy/line/intercept.ts';
import { type Line, type Request, refuse } from '../policy/line/line.ts';
import { type AnswerStage, actAfter } from './after.ts';
import { outputBytes } from './answers.ts';
import type { ArmedRule, ArmedScript } from './armed.ts';
import { actBefore } from './before.ts';
import { functionsFor } from './call-classes.ts';
import { fires } from './match.ts';
import { attributeNumber } from './names.ts';
import { isAfterWork } from './order.ts';
import { asksOnlyLength, operationMemory, type SeenCall, tokenOf } from './seen-call.ts';
import { searchForOther, seenClass } from './seen-object.ts';
import { type Step, stepsOf, tell } from './steps.ts';

/** `scripts` is asked at every call: what is armed may change. */
export function interceptor(stage: AnswerStage, scripts: () => readonly ArmedScript[]): Interceptor {
  const { clock } = stage.shared;
  const operations = operationMemory();
  let calls = 0;

  function takes(line: Line, request: Request, proceed: Proceed): boolean {
    stage.agenda.check();
    const mechanism = operations.mechanismOf(request);
    if (asksOnlyLength(request)) return false;
    const objectClass = asksForClass(scripts(), request) ? seenClass(request) : undefined;
    if (!(objectClass instanceof Promise)) return strikes(line, request, proceed, mechanism, objectClass);
    const { token } = request.session?.attachment ?? {};
    if (token !== undefined) goesUnderWay(line, request, token);
    const go = (found: number | undefined): void =>
      defended(line, () => {
        if (request.gone !== undefined || request.answered) return;
        if (!strikes(line, request, proceed, mechanism, found)) proceed(line, request);
      });
    objectClass.then(go, line.broke);
    return true;
  }

  function strikes(
    line: Line,
    request: Request,
    proceed: Proceed,
    mechanism: number | undefined,
    objectClass: number | undefined,
  ): boolean {
    const token = tokenOf(line, request);
    const now = clock.now().getTime();
    const seen: SeenCall = { line, request, token, mechanism, objectClass, number: calls++, now };
    const all = scripts().flatMap((script) => fired(script, seen));
    const steps = all.filter((step) => !searchesOtherwise(stage, seen, step));
    const remembered = token === undefined ? undefined : rememberedKind(scripts(), request.call.name);
    const after = steps.filter(({ action }) => isAfterWork(action));
    const before = steps.filter(({ action }) => !isAfterWork(action));
    const returned = before.find(({ action }) => action.action === 'return');
    if (after.length > 0 || remembered !== undefined) {
      request.onAnswer = (frame, result) => {
        // A limit of the token may have put another request in this one's place.
        request.onAnswer = undefined;
        request.inFault = true;
        actAfter(stage, seen, after, { frame, result, by: returned }, (reply) => {
          if (remembered !== undefined && reply.result === 0) remember(stage, seen, remembered, reply.frame);
          const { gone } = request;
          if (gone !== undefined && reply.result === 0 && reply.by === undefined) refuse(line, request, gone);
          else line.reply(request, reply.frame, reply.result);
        });
      };
    }
    if (before.length === 0) return false;
    actBefore(stage, seen, before, proceed);
    return true;
  }

  function forget(connection: number): void {
    const { cutWhenCounted } = stage.shared.interception;
    for (const [token, pending] of cutWhenCounted) {
      if (pending.connection === connection) cutWhenCounted.delete(token);
    }
    for (const { rules } of scripts()) for (const { countedBy } of rules) countedBy.delete(connection);
  }

  return Object.freeze({ takes, forget });
}

/** A rule asks of what class the object of such a call is. */
function asksForClass(scripts: readonly ArmedScript[], { call: { id } }: Request): boolean {
  return scripts.some(({ rules }) =>
    rules.some(({ objectClass, serves }) => objectClass !== undefined && serves?.[id] === true),
  );
}

/** An object with a wrong value is found by that value: such a step is done with the question, not with the answer. */
function searchesOtherwise(stage: AnswerStage, seen: SeenCall, step: Step): boolean {
  const { action } = step;
  if (action.action !== 'wrong-attribute') return false;
  if (!searchForOther(seen.request, attributeNumber(action.attribute) ?? 0)) return false;
  tell(stage, seen, step, `wrong-attribute ${action.attribute}`);
  return true;
}

/** Every rule looks at every call, also when one before it has taken it: counting does not depend on other rules. */
function fired(script: ArmedScript, seen: SeenCall): readonly Step[] {
  return script.rules.flatMap((rule) => {
    if (!fires(rule, script, seen)) return [];
    noteFired(rule, seen.now, seen.number);
    return stepsOf(rule, script, seen);
  });
}

export function noteFired(rule: ArmedRule, now: number, call: number): void {
  rule.fired++;
  rule.firedAt = now;
  rule.firedInCall = call;
}

/** Whether the answer of that call is kept, for a rule that says it again. */
function rememberedKind(scripts: readonly ArmedScript[], name: string): 'random' | 'signature' | undefined {
  const kind =
    name === 'C_GenerateRandom'
      ? 'random'
      : functionsFor('repeat-signature')?.includes(name)
        ? 'signature'
        : undefined;
  if (kind === undefined) return undefined;
  const repeats = scripts.some(({ script }) =>
    script.rules.some((rule) => rule.do.some(({ action }) => action === `repeat-${kind}`)),
  );
  return repeats ? kind : undefined;
}

function remember(
  { memory }: AnswerStage,
  { request, token }: SeenCall,
  kind: 'random' | 'signature',
  frame: Buffer,
): void {
  const bytes = outputBytes(frame, request.call);
  if (bytes !== undefined && token !== undefined) memory.keep(token.identity.serial, kind, bytes);
}
