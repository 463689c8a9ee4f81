/** `clock.json`: a moved clock stays moved over a restart, for the dates in token states were taken from it. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { damaged, unsealed, writeSealed } from '../store/sealed-file.ts';
import { type ClockSetting, machineTime } from './movable-clock.ts';

/** The machine's time when there is no such file. Throws EMULATOR_STATE_DAMAGED. */
export function readClockSetting(path: string): ClockSetting {
  if (!existsSync(path)) return machineTime;
  const content = written(path);
  if (typeof content !== 'object' || content === null) throw damaged(path, 'it is no object');
  const { kind, offsetMs, at } = content as Readonly<Record<string, unknown>>;
  if (kind === 'running' && Number.isSafeInteger(offsetMs)) {
    return Object.freeze({ kind, offsetMs: offsetMs as number });
  }
  if (kind === 'frozen' && typeof at === 'string' && !Number.isNaN(Date.parse(at))) {
    return Object.freeze({ kind, at });
  }
  throw damaged(path, 'it is no setting of a clock');
}

/** Throws the system's error when the disk refuses. */
export function writeClockSetting(path: string, setting: ClockSetting): void {
  if (setting.kind === 'running' && setting.offsetMs === 0) rmSync(path, { force: true });
  else writeSealed(path, setting);
}

/** Earlier versions wrote it without a digest. */
function written(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  if (!text.startsWith('{"kind"')) return unsealed(text, path);
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(path, 'it is no JSON');
  }
}
