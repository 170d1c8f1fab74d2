import iconv from 'iconv-lite';

/**
 * Signs that look the same and that Windows' table has only in the other form (JIS X 0208 and
 * Unicode disagree about them since 1994). Nothing is lost by them.
 */
const SAME_SIGN: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '‖': '∥',
  '—': '―',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
  '¦': '￤',
  '¥': '￥',
  '‾': '￣',
  '\u00a0': ' ',
};

const ONLY_ASCII = /^[\0-\x7f]*$/;
/** A character, with the selector of its variant (異体字) if it has one. */
const CHARACTER = /.[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?/gsu;
/** 〓: the mark of printers for a character that is not there. */
const GETA = '〓';

/** The same few thousand characters come again and again. */
const known = new Map<string, string | undefined>();

function writable(character: string): string | undefined {
  if (known.has(character)) return known.get(character);
  const sign = SAME_SIGN[character] ?? character;
  const found = iconv.decode(iconv.encode(sign, 'cp932'), 'cp932') === sign ? sign : undefined;
  known.set(character, found);
  return found;
}

/**
 * A text as CP932 (Shift_JIS of Windows) can write it, and the characters that it can't: those
 * stand as 〓 in `text`.
 */
export function toCp932Text(text: string): { readonly text: string; readonly missing: string[] } {
  if (ONLY_ASCII.test(text)) return { text, missing: [] };
  const missing: string[] = [];
  const written = text.replace(CHARACTER, (character) => {
    const sign = writable(character);
    if (sign === undefined) missing.push(character);
    return sign ?? GETA;
  });
  return { text: written, missing };
}

/** @param text from `toCp932Text` */
export function encodeCp932(text: string): Buffer {
  return iconv.encode(text, 'cp932');
}

/** 「𠮷」(U+20BB7) */
export function namedCharacter(character: string): string {
  const codes = [...character].map(
    (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `「${character}」（${codes.join(' ')}）`;
}
