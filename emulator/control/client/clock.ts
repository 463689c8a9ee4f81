/** The clock of a running emulator, for the typed client. */
import type { ClockView } from '../movable-clock.ts';
import type { Ask } from './ask.ts';

export interface ClockClient {
  view(): Promise<ClockView>;
  set(to: Date | string): Promise<ClockView>;
  advance(milliseconds: number): Promise<ClockView>;
  freeze(at?: Date | string): Promise<ClockView>;
  run(): Promise<ClockView>;
  reset(): Promise<ClockView>;
}

export function clockClient(ask: Ask): ClockClient {
  const post = (move: string, body?: object) => ask<ClockView>('POST', `/clock/${move}`, body);
  return Object.freeze({
    view: () => ask<ClockView>('GET', '/clock'),
    set: (to) => post('set', { to: asText(to) }),
    advance: (milliseconds) => post('advance', { milliseconds }),
    freeze: (at) => post('freeze', at === undefined ? undefined : { at: asText(at) }),
    run: () => post('run'),
    reset: () => post('reset'),
  } satisfies ClockClient);
}

function asText(moment: Date | string): string {
  return typeof moment === 'string' ? moment : moment.toISOString();
}
