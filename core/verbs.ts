/** The verbs of the reference implementation; each folder of core registers its own. */
import type { Command } from 'commander';

export function registerCoreVerbs(_program: Command): void {}
