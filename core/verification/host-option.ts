/** `--allow-host` on the command line: what certificates name is asked for at these hosts, and nowhere else. */
import { allowList } from './fetching/allow-list.ts';
import type { VerifyOptions } from './verify-options.ts';

/** Throws VERIFY_HOST_INVALID before anything is read. */
export function hostsOf(value: VerifyOptions[string]): readonly string[] {
  const hosts = typeof value === 'string' ? value.split(',') : [];
  allowList(hosts);
  return hosts;
}
