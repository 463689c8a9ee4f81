/** What a file brings about revocation: its security store, and what its signatures and time stamps carry inside. */
import type { CmsFacts, Facts } from '../facts/facts.ts';

/** Of signatures together; the store has its own limit. */
const mostInside = 500;

/** Counts as the store does: what lies inside a signature is believed by its own signature only. */
export function evidenceIn({ store, signatures }: Facts): Facts['store'] {
  const inside = signatures.flatMap(({ content }) => {
    if (content.kind === 'unreadable') return [];
    const stamps = content.kind === 'cms' ? content.timeStamps : [content.timeStamp];
    const all: readonly CmsFacts[] = [
      ...(content.kind === 'cms' ? [content.cms] : []),
      ...stamps.flatMap((stamp) => (stamp.kind === 'token' ? [stamp.cms] : [])),
    ];
    return all.flatMap(({ revocation }) => revocation ?? []);
  });
  if (inside.length === 0) return store;
  const more = (held: readonly string[], brought: readonly string[]) => [
    ...held,
    ...[...new Set(brought)].filter((one) => !held.includes(one)).slice(0, mostInside),
  ];
  return {
    ...store,
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
