/** The verbs of the conformance suite. */
import type { Command } from 'commander';

export function registerConformanceVerbs(_program: Command): void {}
