/** Does not busy-poll: asks for slots and tokens at a bearable rate. */
import { isCall, type JournalCall } from '../journal/entry.ts';
import { type Behaviour, holds, notObserved, restarted, violated } from './behaviour.ts';

const looks = new Set([
  'C_GetSlotList',
  'C_GetSlotInfo',
  'C_GetTokenInfo',
  'C_WaitForSlotEvent',
  'C_GetSessionInfo',
]);

/** More such calls than this in any window of ten seconds, by one connection: fifty a second, all the time. */
export const maxLooks = 500;
export const windowMs = 10_000;

/** A burst at the start, for many readers, is no polling; it lasts. With a clock that stands still nothing can be told. */
export const doesNotBusyPoll: Behaviour = async (entries) => {
  const recent = new Map<number, JournalCall[]>();
  const spans = new Map<number, { readonly first: number; last: number }>();
  let busy: readonly JournalCall[] | undefined;
  for await (const entry of entries) {
    if (restarted(entry)) recent.clear();
    if (!isCall(entry) || !looks.has(entry.function)) continue;
    const now = Date.parse(entry.time);
    const span = spans.get(entry.connection) ?? { first: now, last: now };
    span.last = now;
    spans.set(entry.connection, span);
    const window = recent.get(entry.connection) ?? [];
    recent.set(entry.connection, window);
    window.push(entry);
    while (now - Date.parse(window[0]?.time ?? entry.time) > windowMs) window.shift();
    const lasted = now - Date.parse(window[0]?.time ?? entry.time);
    if (window.length > maxLooks && lasted >= windowMs / 2) busy ??= [...window];
  }
  if (busy !== undefined)
    return violated(`${busy.length} looks at slots and tokens within ${windowMs} ms`, busy);
  const longest = Math.max(0, ...[...spans.values()].map(({ first, last }) => last - first));
  if (longest < windowMs / 2) return notObserved(`no application was watched for ${windowMs / 2} ms`);
  return holds('no application looked at slots and tokens all the time', []);
};
