import { balancedLines } from './balanced-lines.ts';
import { drawCode } from './draw-code.ts';
import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';
import type { Poster } from './poster.ts';
import { drawLanguages, placeLanguages } from './poster-languages.ts';

const TOWN: TextStyle = { size: 16 };
const TITLE: TextStyle = { size: 30, bold: true };
const LEAD: TextStyle = { size: 15 };
const ADDRESS: TextStyle = { size: 15, bold: true };
const CONTACT: TextStyle = { size: 13 };
const GAP = 6 * MM;
/** A code is read from a wall at sixty, from a hand at forty. */
const CODE = { most: 60 * MM, least: 40 * MM };

/** Lines in the middle of the sheet; returns where they end. */
function centred(page: FormPage, y: number, text: string, style: TextStyle): number {
  let at = y;
  for (const line of balancedLines(page, text, style)) {
    page.drawLine(line, page.left + (page.width - page.widthOf(line, style)) / 2, at, style);
    at += page.lineHeight(style) * 0.9;
  }
  return at;
}

/** As large as it fits: a long name is printed smaller, rather than with one letter on a second line. */
function titleStyle(page: FormPage, title: string): TextStyle {
  const tries = [
    { size: 30, most: 1 },
    { size: 26, most: 1 },
    { size: 26, most: 2 },
    { size: 22, most: 2 },
  ];
  const fits = ({ size, most }: { size: number; most: number }) =>
    page.lines(title, page.width, { ...TITLE, size }).length <= most;
  return { ...TITLE, size: tries.find(fits)?.size ?? 19 };
}

const heightOf = (page: FormPage, text: string, style: TextStyle) =>
  balancedLines(page, text, style).length * page.lineHeight(style) * 0.9;

export async function printPoster(poster: Poster): Promise<Buffer> {
  const page = createFormPage({ title: poster.title, foot: poster.town });
  page.addPage();
  const languages = placeLanguages(page, poster.languages);
  const contact = poster.contact.reduce((sum, text) => sum + heightOf(page, text, CONTACT), 0);
  const foot = page.bottom - contact;
  let y = centred(page, page.top, poster.town, TOWN) + GAP / 2;
  y = centred(page, y, poster.title, titleStyle(page, poster.title)) + GAP / 2;
  y = centred(page, y, poster.lead, LEAD);
  // The names of many languages take their room from the code, as far as it can still be read.
  const below = heightOf(page, poster.address, ADDRESS) + 2 * GAP + languages.height;
  const width = Math.max(CODE.least, Math.min(CODE.most, foot - y - below));
  y = drawCode(page, y, { code: poster.code, width });
  y = centred(page, y, poster.address, ADDRESS) + GAP;
  page.rule(page.left, y, page.left + page.width, y);
  drawLanguages(page, { from: y + GAP / 2, to: foot - GAP / 2 }, languages);
  poster.contact.reduce((at, text) => centred(page, at, text, CONTACT), foot);
  return page.finish();
}
