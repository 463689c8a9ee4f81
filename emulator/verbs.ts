/** The verbs of the emulator. */
import type { Command } from 'commander';

export function registerEmulatorVerbs(_program: Command): void {}
