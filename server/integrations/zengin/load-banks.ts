import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { type BankIndex, type BankLines, createBankIndex } from '../../domain/fields/bank-index.ts';

let loaded: Promise<BankIndex> | undefined;

/**
 * The list of banks (全国銀行協会, through the package zengin-code), at the first question. It is
 * read line by line: as JavaScript it would stop the server for 0.4 s and take 70 MiB, and of that
 * 2 MiB are needed.
 */
export function loadBanks(): Promise<BankIndex> {
  loaded ??= readBanks().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

const TEXT = /^( +)"(code|name|kana)": "(.*)",?$/;

async function readBanks(): Promise<BankIndex> {
  const path = createRequire(import.meta.url).resolve('zengin-code/lib/zengin-data.js');
  const lines = createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const banks: (BankLines & { depth: number; branches: string })[] = [];
  let place: Record<string, string> = {};
  for await (const line of lines) {
    const [, indent = '', key, text = ''] = TEXT.exec(line) ?? [];
    if (key === undefined) continue;
    if (key === 'code') place = {};
    place[key] = text;
    if (key !== 'kana') continue;
    const written = `${place['code']}\t${place['name']}\t${place['kana']}`;
    const bank = banks.at(-1);
    if (bank === undefined || indent.length <= bank.depth) {
      banks.push({ depth: indent.length, bank: written, branches: '' });
    } else bank.branches += bank.branches === '' ? written : `\n${written}`;
  }
  if (banks.length === 0) throw new Error(`${path} is not written as expected.`);
  // Joined bit by bit a text stays a chain of its bits; through a buffer it becomes one.
  return createBankIndex(
    banks.map(({ bank, branches }) => ({ bank, branches: Buffer.from(branches).toString() })),
  );
}
