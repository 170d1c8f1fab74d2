import type { AuditHead, AuditStore } from './audit-store.ts';
import type { PaperFolder } from './paper-folder.ts';

/** Where the chain stood on a day: printed, so that nobody who rewrites the log can rewrite it too. */
export interface Anchor extends AuditHead {
  /** JST day. */
  readonly day: string;
  readonly at: Date;
}

const LINES = /^day: (\d{4}-\d{2}-\d{2})\nat: (\S+)\nseq: (\d+)\nhash: ([0-9a-f ]+)$/m;
const GROUP = /[0-9a-f]{8}/g;

function mark({ day, at, seq, hash }: Anchor): string {
  const groups = hash.match(GROUP)?.join(' ') ?? hash;
  return `day: ${day}\nat: ${at.toISOString()}\nseq: ${seq}\nhash: ${groups}`;
}

/** One page to print and file. */
export function anchorPaper(anchor: Anchor, town: string, dayInWords: string): string {
  return `${town}　窓口オンライン　操作の記録の控え

日付：${dayInWords}

操作の記録は、1件ずつ前の記録とつながっています。
下の4行は、この日に記録がどこまで続いていたかを示します。
記録が書きかえられたり、消されたりすると、この控えと合わなくなります。

------------------------------------------------------------
${mark(anchor)}
------------------------------------------------------------

この紙は、システムを管理する人とは別の人が保管してください。
確かめるときは「npm run audit:verify」を使います。

印刷した人（署名）：

保管する人（署名）：
`;
}

/** @returns undefined when the text is none, or was damaged */
function readAnchor(text: string): Anchor | undefined {
  const found = LINES.exec(text.replaceAll('\r\n', '\n'));
  if (found === null) return undefined;
  const [, day = '', at = '', seq = '', hash = ''] = found;
  return { day, at: new Date(at), seq: Number(seq), hash: hash.replaceAll(' ', '') };
}

export interface AnchorFinding {
  /** Name of the paper, its day. */
  readonly name: string;
  readonly seq: number | null;
  /** The entry is gone, reads otherwise, or the paper itself can't be read. */
  readonly problem: 'entry_missing' | 'other_hash' | 'paper_unreadable';
}

/** What does not fit the papers: also a log that was turned back to an earlier state, or made anew. */
export async function compareWithAnchors(
  audit: Pick<AuditStore, 'hashAt'>,
  papers: PaperFolder,
): Promise<{ readonly compared: number; readonly findings: readonly AnchorFinding[] }> {
  const findings: AnchorFinding[] = [];
  const names = await papers.list();
  for (const name of names) {
    const anchor = readAnchor((await papers.read(name)) ?? '');
    if (anchor === undefined || anchor.day !== name) {
      findings.push({ name, seq: null, problem: 'paper_unreadable' });
      continue;
    }
    const { seq } = anchor;
    const hash = await audit.hashAt(seq);
    if (hash === undefined) findings.push({ name, seq, problem: 'entry_missing' });
    else if (hash !== anchor.hash) findings.push({ name, seq, problem: 'other_hash' });
  }
  return { compared: names.length, findings };
}

/** The last paper that can be read: what lies before it was looked at when it was written. */
export async function lastAnchor(papers: PaperFolder): Promise<Anchor | undefined> {
  for (const name of [...(await papers.list())].reverse()) {
    const anchor = readAnchor((await papers.read(name)) ?? '');
    if (anchor !== undefined) return anchor;
  }
  return undefined;
}
