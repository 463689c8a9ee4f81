/** `clock.json`: a moved clock stays moved over a restart, for the dates in token states were taken from it. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { writeFileDurably } from '../../foundation/durable-file.ts';
import { fail } from '../errors.ts';
import { type ClockSetting, machineTime } from './movable-clock.ts';

/** The machine's time when there is no such file. Throws EMULATOR_STATE_DAMAGED. */
export function readClockSetting(path: string): ClockSetting {
  if (!existsSync(path)) return machineTime;
  const damaged = (reason: string) => fail('EMULATOR_STATE_DAMAGED', { file: path, reason });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw damaged('it is no JSON');
  }
  if (typeof content !== 'object' || content === null) throw damaged('it is no object');
  const { kind, offsetMs, at } = content as Readonly<Record<string, unknown>>;
  if (kind === 'running' && Number.isSafeInteger(offsetMs)) {
    return Object.freeze({ kind, offsetMs: offsetMs as number });
  }
  if (kind === 'frozen' && typeof at === 'string' && !Number.isNaN(Date.parse(at))) {
    return Object.freeze({ kind, at });
  }
  throw damaged('it is no setting of a clock');
}

/** Throws the system's error when the disk refuses. */
export function writeClockSetting(path: string, setting: ClockSetting): void {
  if (setting.kind === 'running' && setting.offsetMs === 0) rmSync(path, { force: true });
  else writeFileDurably(path, `${JSON.stringify(setting)}\n`);
}
