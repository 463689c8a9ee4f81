/** Where a token is: in its reader, out of it, lost for good, or handed back to the issuer. */

export type Presence = 'inserted' | 'removed' | 'lost' | 'recalled';

export const presences: readonly Presence[] = ['inserted', 'removed', 'lost', 'recalled'];
