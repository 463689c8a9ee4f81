/** What a file brings about revocation: its security store, and what its signatures and time stamps carry inside. */
import type { Facts } from '../facts/facts.ts';
import { signedDataIn } from '../facts/signatures/signed-data-in.ts';

/** Of signatures together; the store has its own limit. */
const mostInside = 500;
const mostUnread = 10;

export type Evidence = Facts['store'] & {
  /** What signatures carry inside and nobody could read; English. */
  readonly unread?: readonly string[];
};

/** Counts as the store does: what lies inside a signature is believed by its own signature only. */
export function evidenceIn({ store, signatures }: Facts): Evidence {
  const inside = signatures.flatMap(({ content }) =>
    signedDataIn(content).flatMap(({ revocation }) => revocation ?? []),
  );
  if (inside.length === 0) return store;
  const more = (held: readonly string[], brought: readonly string[]) => [
    ...held,
    ...[...new Set(brought)].filter((one) => !held.includes(one)).slice(0, mostInside),
  ];
  const unread = [...new Set(inside.flatMap((one) => one.unread ?? []))].slice(0, mostUnread);
  return {
    ...store,
    ...(unread.length === 0 ? {} : { unread }),
    crls: more(
      store.crls,
      inside.flatMap(({ crls }) => crls),
    ),
    ocsps: more(
      store.ocsps,
      inside.flatMap(({ ocsps }) => ocsps),
    ),
  };
}
