/** What somebody gave, for a message: on one line, without marks that hide or turn it, and not too long. */

const longest = 60;

export function asSaid(given: string): string {
  const plain = given.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
