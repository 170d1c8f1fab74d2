import PDFDocument from 'pdfkit';
import { breakLines } from './break-lines.ts';
import { type FontName, fontFile, fontRuns, type Script } from './form-fonts.ts';

/** Points of a millimetre. */
export const MM = 72 / 25.4;
const MARGIN = 18 * MM;
const FOOT = 12 * MM;
const LEADING = 1.5;

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  /** Without: Japanese. */
  readonly script?: Script;
}

interface Fontkit {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** An A4 sheet with text in as many fonts as it needs. Measures are points, `y` from the top. */
export function createFormPage(info: { readonly title: string; readonly foot: string }) {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'ja-JP',
    displayTitle: true,
    info: { Title: info.title, Creator: 'Madoguchi' },
  });
  const loaded = new Map<FontName, Fontkit>();
  const widths = new Map<string, number>();

  function font(name: FontName): Fontkit {
    let found = loaded.get(name);
    if (!found) {
      doc.registerFont(name, fontFile(name));
      // The types don't show it; pdfkit keeps the parsed font there.
      found = (doc.font(name) as unknown as { _font: { font: Fontkit } })._font.font;
      loaded.set(name, found);
    }
    return found;
  }
  const has = (name: FontName, codePoint: number) => font(name).hasGlyphForCodePoint(codePoint);

  function widthOf(text: string, { size, bold = false, script }: TextStyle): number {
    const key = `${bold} ${script} ${text}`;
    let ems = widths.get(key);
    if (ems === undefined) {
      ems = fontRuns(text, bold, has, script).reduce((sum, run) => {
        doc.font(run.font).fontSize(100);
        return sum + doc.widthOfString(run.text) / 100;
      }, 0);
      widths.set(key, ems);
    }
    return ems * size;
  }

  return {
    left: MARGIN,
    width: 595.28 - 2 * MARGIN,
    top: MARGIN,
    bottom: 841.89 - MARGIN - FOOT,
    addPage: () => void doc.addPage(),
    lines: (text: string, width: number, style: TextStyle) =>
      breakLines(text, width, (part) => widthOf(part, style)),
    lineHeight: ({ size }: TextStyle) => size * LEADING,
    widthOf,
    /** One line, its top at `y`. */
    drawLine(text: string, x: number, y: number, style: TextStyle): void {
      let at = x;
      for (const run of fontRuns(text, style.bold ?? false, has, style.script)) {
        doc.font(run.font).fontSize(style.size).fillColor('#1a1a1a');
        doc.text(run.text, at, y, { lineBreak: false });
        at += widthOf(run.text, style);
      }
    },
    rule(x1: number, y1: number, x2: number, y2: number, width = 0.5): void {
      doc.lineWidth(width).strokeColor('#666666').moveTo(x1, y1).lineTo(x2, y2).stroke();
    },
    /** A line through all points; a single one is a dot. */
    stroke(points: readonly (readonly [number, number])[], width: number): void {
      const [first, ...rest] = points;
      if (first === undefined) return;
      doc.lineWidth(width).lineCap('round').lineJoin('round').strokeColor('#1a1a1a');
      doc.moveTo(...first);
      if (rest.length === 0) doc.lineTo(first[0] + width / 10, first[1]);
      for (const point of rest) doc.lineTo(...point);
      doc.stroke();
    },
    /** As dark as it gets: modules of a code, bars. */
    ink(x: number, y: number, width: number, height: number, colour = '#000000'): void {
      doc.rect(x, y, width, height).fill(colour);
    },
    fill(x: number, y: number, width: number, height: number): void {
      doc.rect(x, y, width, height).fill('#f2f2f2');
    },
    /** Writes the feet now that the number of pages is known. */
    async finish(): Promise<Buffer> {
      const style = { size: 8.5 };
      const { count } = doc.bufferedPageRange();
      for (let index = 0; index < count; index++) {
        doc.switchToPage(index);
        const y = 841.89 - MARGIN - FOOT / 2;
        this.drawLine(info.foot, MARGIN, y, style);
        const page = `${index + 1} / ${count}`;
        this.drawLine(page, MARGIN + this.width - widthOf(page, style), y, style);
      }
      const chunks: Buffer[] = [];
      doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      const ended = new Promise<void>((resolve) => doc.on('end', resolve));
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}

export type FormPage = ReturnType<typeof createFormPage>;
