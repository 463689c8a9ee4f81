/**
 * `clock.json`: a moved clock stays moved over a restart, for the dates in token states were taken from it. A mark beside
 * the tokens says that there is such a file: one that is missing later was taken away, and is not silently made up for.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder, writeFileDurably } from '../../foundation/durable-file.ts';
import { damaged, unsealed, writeSealed } from '../store/sealed-file.ts';
import { type ClockSetting, machineTime } from './movable-clock.ts';

/** No token has such a name. */
const mark = '.clock-moved';

const markOf = (path: string): string => join(dirname(path), 'tokens', mark);

/** What can be done without the file. */
const wayBack = `to go on with the time of the machine instead, remove clock.json and tokens/${mark}`;

/** The machine's time when the clock was never moved. Throws EMULATOR_STATE_DAMAGED. */
export function readClockSetting(path: string): ClockSetting {
  if (!existsSync(path)) {
    if (existsSync(markOf(path))) throw clockDamaged(path, 'it is missing, though the clock was moved');
    return machineTime;
  }
  const setting = settingIn(path);
  // Earlier versions left none, nor does a kill between the two files.
  if (existsSync(dirname(markOf(path)))) writeMark(path);
  return setting;
}

function settingIn(path: string): ClockSetting {
  const content = written(path);
  if (typeof content !== 'object' || content === null) throw clockDamaged(path, 'it is no object');
  const { kind, offsetMs, at } = content as Readonly<Record<string, unknown>>;
  if (kind === 'running' && Number.isSafeInteger(offsetMs)) {
    return Object.freeze({ kind, offsetMs: offsetMs as number });
  }
  if (kind === 'frozen' && typeof at === 'string' && !Number.isNaN(Date.parse(at))) {
    return Object.freeze({ kind, at });
  }
  throw clockDamaged(path, 'it is no setting of a clock');
}

/** Throws the system's error when the disk refuses. */
export function writeClockSetting(path: string, setting: ClockSetting): void {
  if (setting.kind === 'running' && setting.offsetMs === 0) {
    // Whatever a kill leaves of this, the mark is never alone.
    if (existsSync(markOf(path))) {
      rmSync(markOf(path));
      syncFolder(dirname(markOf(path)));
    }
    rmSync(path, { force: true });
    return;
  }
  writeSealed(path, setting);
  writeMark(path);
}

function writeMark(path: string): void {
  if (!existsSync(markOf(path))) writeFileDurably(markOf(path), '');
}

/** Earlier versions wrote it without a digest. */
function written(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return text.startsWith('{"kind"') ? JSON.parse(text) : unsealed(text, path);
  } catch (error) {
    throw clockDamaged(path, 'it is not what was written', error);
  }
}

function clockDamaged(path: string, reason: string, cause?: unknown): Error {
  return damaged(path, `${reason}; ${wayBack}`, cause, 'clock');
}
