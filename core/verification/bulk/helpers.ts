/** What an assignment wants beside the files: hosts to ask, pages to read. Loaded only where it is wanted. */
import type { Helpers } from './examine-file.ts';
import type { Assignment } from './job.ts';

/** Undefined: nothing, so that files can be examined without waiting for anything. */
export async function helpersFor({ hosts = [], readText = false }: Assignment): Promise<Helpers | undefined> {
  if (hosts.length === 0 && !readText) return undefined;
  return {
    ...(hosts.length === 0 ? {} : { ask: (await import('../fetching/examine.ts')).askingAt(hosts) }),
    ...(readText ? { pages: (await import('../page/reader.ts')).pageReader } : {}),
  };
}
