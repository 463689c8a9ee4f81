/** Hai Phong 2025: the person signs, then the agency (article 15); the look of both (article 14). */
import type { RegulationPolicy } from './regulation.ts';

/**
 * Article 14.1.b says "about a third": the bounds around it are our reading. Article 14.2, 14.4 and 14.5 put the text
 * of copies, attachments and annexes into the top right corner of the first page.
 */
export const haiPhong2025: RegulationPolicy = Object.freeze({
  id: 'hai-phong-2025',
  original: ['person', 'agency'] as const,
  derived: ['agency'] as const,
  seal: Object.freeze({ leastOverlap: 0.2, mostOverlap: 0.5 }),
  textSignature: Object.freeze({ page: 1, leastLeft: 0.4, leastBottom: 0.6 }),
});
