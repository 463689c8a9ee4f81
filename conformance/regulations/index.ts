/** All texts that the suite knows. */
import type { Workbench } from '../material/workbench.ts';
import { haiPhong2025 } from './hai-phong-2025/text.ts';
import type { RegulationText } from './text.ts';

export const texts: readonly RegulationText<Workbench>[] = Object.freeze([haiPhong2025]);
