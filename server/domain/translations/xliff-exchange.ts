import type { Locale } from '../procedures/locale.ts';
import { type ExchangeRow, MOST_ROWS, type ReadFile } from './exchange-file.ts';
import type { TranslationState, TranslationUnit } from './translation.ts';
import { readXml, type XmlNode, XmlRefused } from './xml-reader.ts';

/*
 * XLIFF 1.2 (OASIS, 2008), and not 2.0: every tool that translators use reads it (OmegaT, Trados, memoQ,
 * Phrase, Weblate); several of them read 2.0 only with a plug-in, and give up its states.
 */

/** The state of the target, and back. What is approved was looked at. */
const STATES: Readonly<Record<TranslationState, string>> = {
  missing: 'needs-translation',
  outdated: 'needs-adaptation',
  machine: 'needs-review-translation',
  human: 'translated',
  reviewed: 'final',
  shared: 'final',
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  // XML 1.0 has no way at all to write other control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const writable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  return writable.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

export function writeXliff(
  procedureId: string,
  locale: Locale,
  units: readonly TranslationUnit[],
  placeOf: (key: string) => string,
): string {
  const target = locale === 'ja-easy' ? 'ja-x-easy' : locale;
  const rows = units.map(({ key, japanese, text, state }) => {
    const approved = state === 'reviewed' || state === 'shared' ? ' approved="yes"' : '';
    const fixed = state === 'shared' ? ' translate="no"' : '';
    return [
      `      <trans-unit id="${escapeXml(key)}"${approved}${fixed} xml:space="preserve">`,
      `        <source>${escapeXml(japanese)}</source>`,
      `        <target state="${STATES[state]}">${escapeXml(text)}</target>`,
      `        <note>${escapeXml(placeOf(key))}</note>`,
      '      </trans-unit>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="${escapeXml(procedureId)}" source-language="ja" target-language="${target}" datatype="plaintext">
    <body>
${rows.join('\n')}
    </body>
  </file>
</xliff>
`;
}

export function readXliff(text: string): ReadFile {
  try {
    const nodes = readXml(text.replace(/^\ufeff/, ''));
    if (nodes[0]?.name !== 'xliff') throw new XmlRefused(1, 'XLIFF のファイルではありません。');
    const version = nodes[0].attributes.get('version') ?? '';
    if (!version.startsWith('1.')) {
      throw new XmlRefused(nodes[0].line, `XLIFF ${version} は読めません。`);
    }
    const rows = nodes.filter(({ name }) => name === 'trans-unit').map(rowOf);
    if (rows.length > MOST_ROWS) throw new XmlRefused(1, `行が多すぎます（${MOST_ROWS}行まで）。`);
    return { rows };
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    const mend = '書き出したファイルを、XLIFF 1.2 のまま翻訳ソフトで開いて、保存し直してください。';
    return { refused: { line: error.line, message: error.message, mend } };
  }
}

/** Alternatives that tools add (alt-trans, seg-source) are no texts of ours. */
function rowOf(unit: XmlNode): ExchangeRow {
  const part = (name: string) => unit.children.find((child) => child.name === name);
  const target = part('target');
  const state = target?.attributes.get('state') ?? '';
  return {
    line: unit.line,
    key: unit.attributes.get('resname') ?? unit.attributes.get('id') ?? '',
    japanese: part('source')?.text ?? '',
    text: (target?.text ?? '').trim(),
    ...(/^(new|needs-translation)$/.test(state) && { open: true }),
  };
}
