/** `--allow-host` and `--allow-private` on the command line: what certificates name is asked for there, and nowhere else. */
import { insideToo } from '../fetching/allow-list.ts';
import { allowedHosts } from './fetching/hosts.ts';
import type { VerifyOptions } from './verify-options.ts';

/** One list: those that may lead inside say so. Throws VERIFY_HOST_INVALID before anything is read. */
export function hostsOf({ allowHost, allowPrivate }: VerifyOptions): readonly string[] {
  const named = (value: VerifyOptions[string]) => (typeof value === 'string' ? value.split(',') : []);
  const hosts = [...named(allowHost), ...named(allowPrivate).map(insideToo)];
  allowedHosts(hosts);
  return hosts;
}
