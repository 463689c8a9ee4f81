/** Which actions can come behind which at one call: what ends a call, and what may still happen then. */
import type { ActionName, FaultAction } from './script.ts';

const onAnswers: ReadonlySet<ActionName> = new Set<ActionName>([
  'flip-bit',
  'wrong-signature',
  'repeat-signature',
  'repeat-random',
  'partial-output',
  'wrong-attribute',
]);

/** Done on the way back, not before the call is carried out. */
export function isAfterWork(action: FaultAction): boolean {
  return onAnswers.has(action.action) || ('moment' in action && action.moment === 'after');
}

const toToken: readonly ActionName[] = ['remove', 'insert', 'lose', 'damage', 'kill-engine'];

/** By the action that ends a call: what can still be done behind it. */
const behind: Readonly<Partial<Record<ActionName, readonly ActionName[]>>> = {
  return: [...toToken, 'delay', 'hang'],
  'close-socket': toToken,
  'cut-power': [],
};

/** Whether `action` makes sense behind `ending`, an action that has decided what becomes of the call. */
export function canFollow(action: FaultAction, ending: FaultAction): boolean {
  // Nothing comes back of a call that nobody can be answered any more and that was not carried out.
  if (ending.action === 'close-socket' && !isAfterWork(ending) && isAfterWork(action)) return false;
  return behind[ending.action]?.includes(action.action) ?? true;
}

/**
 * The first action that could never be done, by its place in the list, and why; undefined when each can. Those before
 * the work come first, whatever the order in which they are written.
 */
export function neverDone(
  actions: readonly FaultAction[],
): { readonly index: number; readonly problem: string } | undefined {
  const placed = actions.map((action, index) => ({ action, index }));
  const inTime = [
    ...placed.filter(({ action }) => !isAfterWork(action)),
    ...placed.filter(({ action }) => isAfterWork(action)),
  ];
  let ending: FaultAction | undefined;
  for (const { action, index } of inTime) {
    if (ending !== undefined && !canFollow(action, ending)) return { index, problem: why(action, ending) };
    if (behind[action.action] !== undefined) ending = action;
  }
  return undefined;
}

function why({ action }: FaultAction, ending: FaultAction): string {
  const possible = behind[ending.action] ?? [];
  const left = possible.length === 0 ? 'nothing can follow' : `only ${possible.join(', ')} can follow`;
  const moment =
    ending.action === 'close-socket' && !isAfterWork(ending) ? ', and not with moment after' : '';
  return `${action} could never be done: ${ending.action} ends the call before it; ${left}${moment}`;
}
