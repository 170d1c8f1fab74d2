import { drawSignature, SIGNATURE_HEIGHT } from './draw-signature.ts';
import type {
  FormDocument,
  PrintedAnswer,
  PrintedSignature,
  PrintedTable,
} from './form-document.ts';
import { createFormPage, type FormPage, MM, type TextStyle } from './form-page.ts';

const TEXT: TextStyle = { size: 10 };
const SMALL: TextStyle = { size: 8.5 };
const LABEL: TextStyle = { size: 9 };
const ASIDE: TextStyle = { size: 7.5 };
const HEADING: TextStyle = { size: 11.5, bold: true };
const TITLE: TextStyle = { size: 16, bold: true };
const PADDING = 2 * MM;

/** A place on the sheet that moves down; a new sheet begins where something does not fit. */
interface Cursor {
  y: number;
}

function room(page: FormPage, at: Cursor, height: number): void {
  if (at.y + height <= page.bottom) return;
  page.addPage();
  at.y = page.top;
}

function paragraph(page: FormPage, at: Cursor, text: string, style: TextStyle): void {
  for (const line of page.lines(text, page.width, style)) {
    room(page, at, page.lineHeight(style));
    page.drawLine(line, page.left, at.y, style);
    at.y += page.lineHeight(style);
  }
}

interface Line {
  readonly text: string;
  readonly style: TextStyle;
}

interface Cell {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
  readonly style: TextStyle;
  readonly shaded: boolean;
}

interface CellText {
  readonly text: string;
  /** In another language, below. */
  readonly small?: string | undefined;
  readonly heading: boolean;
}

function cell(page: FormPage, x: number, width: number, { text, small, heading }: CellText): Cell {
  const style = heading ? LABEL : TEXT;
  const broken = (part: string, own: TextStyle) =>
    page.lines(part, width - 2 * PADDING, own).map((line) => ({ text: line, style: own }));
  const lines = [...broken(text, style), ...(small ? broken(small, ASIDE) : [])];
  return { x, width, lines, style, shaded: heading };
}

const heightOf = (page: FormPage, { lines, style }: Cell) => lines.length * page.lineHeight(style);

/** A row that is taller than this may be parted; a shorter one moves to the next sheet whole. */
const WHOLE = 40 * MM;

/** One row of a ruled table; a long one goes on on the next sheet. */
function ruledRow(page: FormPage, at: Cursor, cells: readonly Cell[], least = 0): void {
  const tall = Math.max(least, ...cells.map((one) => heightOf(page, one) + 2 * PADDING));
  room(page, at, Math.min(tall, WHOLE));
  const height = Math.min(tall, page.bottom - at.y);
  const rest = cells.map((one) => {
    const fits = Math.max(0, Math.floor((height - 2 * PADDING) / page.lineHeight(one.style)));
    if (one.shaded) page.fill(one.x, at.y, one.width, height);
    one.lines.slice(0, fits).forEach((line, index) => {
      const y = at.y + PADDING + index * page.lineHeight(one.style);
      page.drawLine(line.text, one.x + PADDING, y, line.style);
    });
    box(page, one.x, at.y, one.width, height);
    return { ...one, lines: one.lines.slice(fits) };
  });
  at.y += height;
  if (rest.some(({ lines }) => lines.length > 0)) ruledRow(page, at, rest);
}

function box(page: FormPage, x: number, y: number, width: number, height: number): void {
  page.rule(x, y, x + width, y);
  page.rule(x, y + height, x + width, y + height);
  page.rule(x, y, x, y + height);
  page.rule(x + width, y, x + width, y + height);
}

const LABEL_SHARE = 0.34;

function answers(page: FormPage, at: Cursor, rows: readonly PrintedAnswer[]): void {
  const label = page.width * LABEL_SHARE;
  for (const row of rows) {
    const key = { text: row.label, small: row.labelSmall, heading: true };
    const value = { text: row.value, small: row.valueSmall, heading: false };
    ruledRow(
      page,
      at,
      [cell(page, page.left, label, key), cell(page, page.left + label, page.width - label, value)],
      (row.height ?? 0) * MM,
    );
  }
}

function table(page: FormPage, at: Cursor, { rows }: PrintedTable): void {
  for (const { cells } of rows) {
    let x = page.left;
    const placed = cells.map(({ width, text, heading }) => {
      const wide = (page.width * width) / 12;
      const made = cell(page, x, wide, { text, heading });
      x += wide;
      return made;
    });
    ruledRow(page, at, placed, Math.max(0, ...cells.map(({ height = 0 }) => height * MM)));
  }
  at.y += PADDING;
}

function headline(page: FormPage, at: Cursor, text: string): void {
  const x = page.left + (page.width - page.widthOf(text, TITLE)) / 2;
  page.drawLine(text, x, at.y, TITLE);
  at.y += page.lineHeight(TITLE);
  page.rule(page.left + page.width / 4, at.y, page.left + (page.width * 3) / 4, at.y, 1);
  at.y += 2 * PADDING;
}

const CONFIRMED = '窓口での確認';
const HEADING_ROOM = 12 * MM;
const SEAL_SIDE = 22 * MM;

/** A square with its text, as a seal stands: at the right, in short lines. */
function seal(page: FormPage, at: Cursor, text: string): void {
  room(page, at, SEAL_SIDE);
  const x = page.left + page.width - SEAL_SIDE;
  box(page, x, at.y, SEAL_SIDE, SEAL_SIDE);
  const perLine = Math.ceil(Math.sqrt([...text].length));
  const lines = Math.ceil([...text].length / perLine);
  const size = Math.min(12, (SEAL_SIDE - 2 * PADDING) / Math.max(perLine, lines * 1.25));
  for (let row = 0; row < lines; row += 1) {
    const part = [...text].slice(row * perLine, (row + 1) * perLine).join('');
    const top = at.y + (SEAL_SIDE - lines * size * 1.25) / 2 + row * size * 1.25;
    const indent = (SEAL_SIDE - page.widthOf(part, { size })) / 2;
    page.drawLine(part, x + indent, top, { size });
  }
  at.y += SEAL_SIDE + PADDING;
}

/** At the counter: the words, and the signature below them; they stay on one sheet. */
function confirmed(page: FormPage, at: Cursor, { lines, drawn }: PrintedSignature): void {
  room(
    page,
    at,
    (drawn ? SIGNATURE_HEIGHT : 0) + lines.length * page.lineHeight(TEXT) + HEADING_ROOM,
  );
  paragraph(page, at, CONFIRMED, HEADING);
  at.y += PADDING / 2;
  for (const line of lines) paragraph(page, at, line, TEXT);
  if (drawn) at.y += PADDING / 2 + drawSignature(page, drawn, at.y + PADDING / 2);
  at.y += 2 * PADDING;
}

function head(page: FormPage, at: Cursor, form: FormDocument): void {
  if (form.formNumber !== undefined) paragraph(page, at, form.formNumber, SMALL);
  for (const line of page.lines(form.title, page.width, TITLE)) {
    const x = page.left + (page.width - page.widthOf(line, TITLE)) / 2;
    page.drawLine(line, x, at.y, TITLE);
    at.y += page.lineHeight(TITLE);
  }
  at.y += PADDING;
  if (form.addressee !== '') paragraph(page, at, form.addressee, TEXT);
  at.y += PADDING;
  if (form.headline !== undefined) headline(page, at, form.headline);
  answers(page, at, form.facts);
}

/** A form as a PDF: the ruled table of its official layout, or section by section. */
export async function printForm(form: FormDocument): Promise<Buffer> {
  const page = createFormPage({ title: form.title, foot: form.foot });
  page.addPage();
  const at: Cursor = { y: page.top };
  head(page, at, form);
  if (form.table) {
    at.y += 2 * PADDING;
    table(page, at, form.table);
  }
  for (const { title, rows } of form.sections) {
    at.y += 2 * PADDING;
    // A heading does not stand alone at the foot of a sheet.
    room(page, at, page.lineHeight(HEADING) + 12 * MM);
    paragraph(page, at, title, HEADING);
    at.y += PADDING / 2;
    answers(page, at, rows);
  }
  at.y += 2 * PADDING;
  if (form.confirmed) confirmed(page, at, form.confirmed);
  if (form.seal !== undefined) seal(page, at, form.seal);
  paragraph(page, at, form.formNote, SMALL);
  return page.finish();
}
