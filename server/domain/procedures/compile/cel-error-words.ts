/** The types of CEL as the handbook calls them. */
const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  int: '整数',
  uint: '整数',
  double: '小数',
  bool: 'はい・いいえ',
  list: 'いくつかの値',
  map: 'まとまった値',
  null: '空',
  dyn: '値',
  Date: '日付',
  'google.protobuf.Timestamp': '日付',
  'google.protobuf.Duration': '期間',
};

/** What was met instead of what is missing: names of the parser's tokens. */
const TOKENS: Readonly<Record<string, string>> = {
  EOF: '式の終わり',
  NUMBER: '数字',
  STRING: '文字',
  BOOLEAN: 'true・false',
  NULL: 'null',
  IDENTIFIER: '名前',
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
};

const typeWord = (type: string) => TYPES[type.replace(/<.*$/, '')] ?? type;
const tokenWord = (token: string) => `「${TOKENS[token] ?? token}」`;
const TYPE = String.raw`[\w.]+(?:<.*?>)?`;

const RULES: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [
    new RegExp(`^no such overload: (${TYPE}) (\\S+) (${TYPE})$`),
    (left = '', sign = '', right = '') => `${typeWord(left)} ${sign} ${typeWord(right)}`,
  ],
  [
    new RegExp(`^no such overload: (\\W)(${TYPE})$`),
    (sign = '', type = '') => `${sign}${typeWord(type)}`,
  ],
  [
    /^found no matching overload for '([^(]+)\((.*)\)'/,
    (name = '', types = '') => `${name}(${types.split(', ').map(typeWord).join('、')})`,
  ],
  [
    /^Logical operator requires bool operands, got '(.*)'/,
    (type = '') => `&& と || の左右は、はい・いいえにします。ここは${typeWord(type)}です`,
  ],
  [/bool.*, got '(.*)'/, (type = '') => `はい・いいえが要るところに、${typeWord(type)}があります`],
  [
    /expected type '(.*)' but found '(.*)'/,
    (wanted = '', found = '') => `${typeWord(wanted)}と${typeWord(found)}が混ざっています`,
  ],
  [/^Unexpected character: '?='?$/, () => '等しいかどうかは「==」と書きます'],
  [/^Unexpected character: '?(.)'?$/u, (letter = '') => `「${letter}」は使えません`],
  [/^Unexpected token: EOF/, () => '式が途中で終わっています'],
  [/^Unexpected token: (\w+)/, (token = '') => `${tokenWord(token)}は、ここには置けません`],
  [/^Expected RPAREN/, () => '「)」が足りません'],
  [
    /^Expected (\w+), got (\w+)/,
    (wanted = '', got = '') => `${tokenWord(wanted)}が要るところに、${tokenWord(got)}があります`,
  ],
  [/^Unterminated|^Newlines not allowed/, () => '引用符「"」が閉じていません'],
  [/^Reserved identifier: (.*)$/, (word = '') => `「${word}」は、名前に使えない言葉です`],
  [/^Invalid (?:number|integer|hex|exponent)/, () => '数の書き方が正しくありません'],
];

/**
 * What is wrong with an expression, in Japanese and without a full stop; '' where we only know the
 * place. The parser says it in English, which tells an admin nothing.
 */
export function celErrorWords(summary: string): string {
  for (const [pattern, words] of RULES) {
    const found = pattern.exec(summary);
    if (found) return words(...found.slice(1));
  }
  return '';
}
