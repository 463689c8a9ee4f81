/** How the emulator is, as text for a person at a terminal. */
import { clockText } from './clock-verbs.ts';
import type { EmulatorStatus } from './control/control-client.ts';
import type { LanesView } from './lanes/index.ts';
import type { MistakesView } from './policy/defence/met-mistakes.ts';
import { tokenTable } from './token-text.ts';

/** Several lines, the tokens last. */
export function statusText(status: EmulatorStatus): string {
  const { dir, applicationSocket, controlPort, clock, journal, journalDropped, lanes, mistakes, tokens } =
    status;
  return [
    `The emulator runs on ${dir} (process ${status.process}), applications: ${status.applications}`,
    ...(applicationSocket === undefined || applicationSocket.there
      ? []
      : [
          `No application finds it: ${applicationSocket.path} is gone, and they see no reader. Stop the emulator and start it again.`,
        ]),
    ...(lanes === undefined ? [] : [lanesText(lanes)]),
    ...(controlPort === null ? [] : [`Control port ${controlPort.url}, token in ${controlPort.tokenFile}`]),
    ...(clock.running && clock.offsetMs === 0 ? [] : [`Clock ${clockText(clock)}`]),
    `Journal ${journal}${journalDropped === 0 ? '' : `, ${journalDropped} entries lost`}`,
    ...(mistakes === undefined || mistakes.count === 0 ? [] : [mistakesText(mistakes)]),
    tokens.length === 0 ? 'It has no tokens yet.' : tokenTable(tokens),
  ].join('\n');
}

/** For an emulator that has met some. */
export function mistakesText({ count, last, log }: MistakesView): string {
  return `Mistakes of its own: ${count}, the last at ${last}; please report them, with their traces from ${log ?? 'the standard error of the emulator'}`;
}

function lanesText({ most, now, entered }: LanesView): string {
  if (most === 0) return 'Lanes: none';
  const applications = `${now} ${now === 1 ? 'application' : 'applications'}`;
  const times = entered === 0 ? 'never entered' : entered === 1 ? 'entered once' : `entered ${entered} times`;
  return `Lanes: ${applications} in one now, ${times} (${most} at most)`;
}
