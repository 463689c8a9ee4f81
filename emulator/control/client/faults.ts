/** Faults in a running emulator, for the typed client: `emulator.faults` from another process. */
import type { ArmedView, CatalogueEntry, FaultOptions, FaultSource, FaultsView } from '../../faults/index.ts';
import type { Ask } from './ask.ts';

export interface FaultsClient {
  apply(source: FaultSource, options?: FaultOptions): Promise<ArmedView>;
  show(): Promise<FaultsView>;
  clear(name?: string): Promise<FaultsView>;
  release(): Promise<{ readonly released: number }>;
  replay(name?: string): Promise<FaultsView>;
  catalogue(): Promise<readonly CatalogueEntry[]>;
}

export function faultsClient(ask: Ask): FaultsClient {
  return Object.freeze({
    apply: (source, options = {}) => ask<ArmedView>('POST', '/faults', { ...named(source), ...options }),
    show: () => ask<FaultsView>('GET', '/faults'),
    clear: (name) =>
      ask<FaultsView>('DELETE', name === undefined ? '/faults' : `/faults/${encodeURIComponent(name)}`),
    release: () => ask<{ readonly released: number }>('POST', '/faults/release'),
    replay: (name) => ask<FaultsView>('POST', '/faults/replay', name === undefined ? undefined : { name }),
    catalogue: () => ask<readonly CatalogueEntry[]>('GET', '/faults/catalogue'),
  } satisfies FaultsClient);
}

function named(source: FaultSource): object {
  if (typeof source === 'string') return { name: source };
  return 'text' in source ? source : { script: source };
}
