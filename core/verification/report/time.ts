/** `2026-03-02 08:00:00 +07:00`: documents are dated in Vietnam's time. */
export function vietnameseTime(iso: string): string {
  const shifted = new Date(new Date(iso).getTime() + 7 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} +07:00`;
}
