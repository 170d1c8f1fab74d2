import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

const PROPERTY = /^\s*(--[\w-]+):\s*([^;]+);/gm;

function properties(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(PROPERTY)].map(([, name, value]) => [
      name as string,
      (value as string).trim().toLowerCase(),
    ]),
  );
}

const read = (path: string) => readFileSync(path, 'utf8');
const tokens = properties(
  read(createRequire(import.meta.url).resolve('@digital-go-jp/design-tokens/dist/tokens.css')),
);
const ours = properties(read('views/assets/css/base.css'));

describe('the design tokens in our style sheet', () => {
  const copied = [...ours].filter(([name]) => /^--color-(primitive|neutral)/.test(name));

  it('are there', () => {
    expect(copied.length).toBeGreaterThan(10);
  });

  it.each(copied)('%s is the Digital Agency’s', (name, value) => {
    const expand = (hex: string) => hex.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
    expect(expand(value)).toBe(expand(tokens.get(name) ?? ''));
  });
});
