/** Whether a name lies in a subtree of names, form by form as RFC 5280, 4.2.1.10 says. */
import type { GeneralName } from '../cms/general-name.ts';

/**
 * `malformed`: the name is of the subtree's form, but cannot be compared, so it can be neither permitted nor cleared.
 * `other`: of another form.
 */
export type Containment = 'inside' | 'outside' | 'malformed' | 'other';

export function containment(subtree: GeneralName, name: GeneralName): Containment {
  if (subtree.kind === 'other' || name.kind === 'other') return unknownForm(subtree, name);
  if (subtree.kind === 'directory' && name.kind === 'directory') {
    const { relative } = subtree.name;
    return word(relative.every((part, index) => name.name.relative[index] === part));
  }
  if (subtree.kind === 'ip' && name.kind === 'ip') return ofAddress(subtree.bytes, name.bytes);
  if (subtree.kind === 'dns' && name.kind === 'dns') return ofHost(subtree.text, name.text);
  if (subtree.kind === 'email' && name.kind === 'email') return ofMailbox(subtree.text, name.text);
  if (subtree.kind === 'uri' && name.kind === 'uri') return ofUri(subtree.text, name.text);
  return 'other';
}

/** How to compare these is defined nowhere: such a name under such a constraint has to be refused. */
function unknownForm(subtree: GeneralName, name: GeneralName): Containment {
  return subtree.kind === 'other' && name.kind === 'other' && subtree.form === name.form
    ? 'malformed'
    : 'other';
}

const word = (inside: boolean): Containment => (inside ? 'inside' : 'outside');

/** A host is in the subtree of each host that it ends with; one with a point in front takes only those below. */
function ofHost(subtree: string, name: string): Containment {
  const [base, host] = [plainHost(subtree), plainHost(name)];
  if (host === '') return 'malformed';
  if (base === '' || host === base) return 'inside';
  return word(host.endsWith(base.startsWith('.') ? base : `.${base}`));
}

/** Whether a wildcard stands for hosts inside and others outside; excluding those excludes it. */
export function touches(subtree: GeneralName, name: GeneralName): boolean {
  if (subtree.kind !== 'dns' || name.kind !== 'dns' || !name.text.startsWith('*.')) return false;
  const base = plainHost(subtree.text).replace(/^\./, '');
  const parent = plainHost(name.text).slice(1);
  return base.endsWith(parent);
}

/** A whole mailbox, all mailboxes of a host, or (with a point in front) of the hosts below a domain. */
function ofMailbox(subtree: string, name: string): Containment {
  const box = mailbox(name);
  if (box === undefined) return 'malformed';
  if (subtree.includes('@')) {
    const wanted = mailbox(subtree);
    if (wanted === undefined) return 'malformed';
    return word(wanted.local === box.local && wanted.host === box.host);
  }
  const base = plainHost(subtree);
  if (base === '') return 'inside';
  return word(base.startsWith('.') ? box.host.endsWith(base) : box.host === base);
}

/** The local part counts with its case. */
function mailbox(text: string): { readonly local: string; readonly host: string } | undefined {
  const at = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, at), plainHost(text.slice(at + 1))];
  // A quoted local part can be written in several ways.
  return at < 1 || host === '' || /["\\\s]/.test(text) ? undefined : { local, host };
}

/** A host, or (with a point in front) the hosts below it. A URI without a host name cannot be told to be inside. */
function ofUri(subtree: string, name: string): Containment {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(name)?.[1];
  const host = authority?.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
  if (host === undefined || !isHostName(host)) return 'malformed';
  const base = plainHost(subtree);
  if (base === '') return 'inside';
  return word(base.startsWith('.') ? plainHost(host).endsWith(base) : plainHost(host) === base);
}

/** Not an address, whose last label is a number. */
function isHostName(text: string): boolean {
  if (text.length > 255) return false;
  return /^([a-z0-9_-]+\.)*[a-z0-9_-]*[a-z_-][a-z0-9_-]*\.?$/.test(text);
}

function ofAddress(range: Uint8Array, address: Uint8Array): Containment {
  const length = range.length / 2;
  if (address.length !== 4 && address.length !== 16) return 'malformed';
  if (address.length !== length) return 'outside';
  return word(
    address.every((byte, index) => {
      const mask = range[length + index] ?? 0;
      return (byte & mask) === ((range[index] ?? 0) & mask);
    }),
  );
}

/** Case does not count in hosts, nor does a point behind the last label. */
function plainHost(text: string): string {
  return text.toLowerCase().replace(/\.$/, '');
}
