/** `congvu emulator clock`: the time that the emulator goes by, for tests of what days and years bring. */
import { type Command, Option } from 'commander';
import { processTerminal as terminal } from '../foundation/terminal.ts';
import type { ClockView } from './control/movable-clock.ts';
import { type DirOption, dirOption, emulatorDir } from './dir-option.ts';

type ClockOptions = DirOption & {
  readonly set?: string;
  readonly advance?: string;
  readonly freeze?: string | true;
  readonly run?: boolean;
  readonly reset?: boolean;
  readonly json?: boolean;
};

export function registerClockVerb(emulator: Command): void {
  emulator
    .command('clock')
    .description("show or move the emulator's clock; it stays moved over a restart")
    .option(...dirOption)
    .option('--set <time>', 'put it to that moment, as in 2026-03-01T08:00:00+07:00')
    .option('--advance <duration>', 'move it: 90s, 2h, 1d12h; -1d goes back')
    .addOption(new Option('--freeze [time]', 'make it stand still, now or at that moment').conflicts('run'))
    .option('--run', 'let it go on from where it is')
    .addOption(new Option('--reset', "back to the machine's time").conflicts('set'))
    .option('--json', 'one JSON document')
    .action(async (options: ClockOptions, command: Command) => {
      const { set, advance, freeze } = options;
      if (typeof freeze === 'string' && (set ?? advance) !== undefined)
        command.error(
          'error: --freeze with a time cannot be used with --set or --advance: only one can say when',
        );
      const view = await moved(options);
      if (options.json === true) terminal.printJson(view);
      else terminal.print(clockText(view));
    });
}

/** Several options are taken in the order in which they make sense: first put, then moved, then stopped or started. */
async function moved({ set, advance, freeze, run, reset, ...where }: ClockOptions): Promise<ClockView> {
  const { controlClient } = await import('./control/control-client.ts');
  const { durationMs } = await import('./control/duration.ts');
  const { momentGiven } = await import('./control/duration.ts');
  const step = advance === undefined ? undefined : durationMs(advance);
  const to = set === undefined ? undefined : momentGiven(set);
  const at = typeof freeze === 'string' ? momentGiven(freeze) : undefined;
  const { clock } = controlClient(emulatorDir(where));
  if (reset === true) await clock.reset();
  if (to !== undefined) await clock.set(to);
  if (step !== undefined) await clock.advance(step);
  if (freeze !== undefined) await clock.freeze(at);
  if (run === true) await clock.run();
  return clock.view();
}

/** `2026-03-01T01:00:00.000Z, standing still, 3d 2h ahead of the machine`. */
export function clockText({ now, running, offsetMs }: ClockView): string {
  if (running && offsetMs === 0) return `${now}, the machine's time`;
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const length = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join(' ');
  const where =
    length === ''
      ? "with the machine's time"
      : `${length} ${offsetMs > 0 ? 'ahead of' : 'behind'} the machine`;
  return `${now}, ${running ? 'running' : 'standing still'}, ${where}`;
}
