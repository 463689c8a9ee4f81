/** A letter with text of one's own in the places of decree 30's layout, made with pdf-lib. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import { projectRoot } from '../../../foundation/paths.ts';

export interface Letter {
  /** Lines at the top left, above the number. */
  readonly head: readonly string[];
  /** Where the stamp of secrecy stands, below the number; none when left out. */
  readonly mark?: string;
}

const [width, height] = [595, 842];

/** A4, with the lines between which a director's signature is placed. */
export async function letter({ head, mark }: Letter): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const font = await document.embedFont(
    readFileSync(join(projectRoot, 'core/signing/appearance/fonts/LiberationSerif-Regular.ttf')),
  );
  const page = document.addPage([width, height]);
  const centred = (text: string, middle: number, fromTop: number, size = 13): void => {
    const x = middle - font.widthOfTextAtSize(text, size) / 2;
    page.drawText(text, { x, y: height - fromTop, size, font });
  };
  for (const [index, line] of head.entries()) centred(line, 160, 70 + index * 16);
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 430, 70, 12);
  centred('Độc lập - Tự do - Hạnh phúc', 430, 86);
  centred('Số: 7/SKTS', 160, 140);
  if (mark !== undefined) centred(mark, 160, 170);
  centred('Văn bản này không phải văn bản MẬT.', 300, 300);
  centred('GIÁM ĐỐC', 430, 500);
  centred('Nguyễn Văn An', 430, 620);
  return document.save({ useObjectStreams: false });
}
