import { type CheckNames, quoted } from './check-names.ts';

const MISS = /^例「(.*?)」の([^（]*?)(?:（([\w.]+)）)?は (.*) のはずですが、(.*) になります。$/s;

const NOTHING = 'なし';

/** 「例「child」の条件「未成年」は 当てはまる のはずですが…」, of what an example expected in keys. */
export function missWords(names: CheckNames, message: string): string | undefined {
  const [, example, about = '', key, expected = '', actual = ''] = MISS.exec(message) ?? [];
  if (example === undefined) return undefined;
  const of = key === undefined ? '' : quoted(names.value(key) ?? key);
  const what = about === '条件と計算' ? '' : about;
  const say = (json: string) => valueWords(names, about, json);
  return `例${quoted(names.example(example) ?? example)}の${what}${of}は ${say(expected)} のはずですが、${say(actual)} になります。`;
}

function valueWords(names: CheckNames, about: string, json: string): string {
  const value = parsed(json);
  if (value === true) return '当てはまる';
  if (value === false) return '当てはまらない';
  if (typeof value === 'number') {
    return `${value.toLocaleString('ja')}${about === '手数料' ? '円' : ''}`;
  }
  if (about === '途中で終わるところ' && typeof value === 'string') {
    return quoted(names.value(value) ?? value);
  }
  if (!Array.isArray(value)) return json;
  const name = about === '書類' ? names.attachment : names.page;
  return value.length === 0
    ? NOTHING
    : value.map((one) => quoted(name(String(one)) ?? String(one))).join('');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
