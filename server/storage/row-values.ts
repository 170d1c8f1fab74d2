/** Between rows and domain values: moments are milliseconds, lists and details JSON texts. */
export function toDate(ms: number): Date {
  return new Date(ms);
}

export function toDateOrNull(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

export function toMs(date: Date | null | undefined): number | null {
  return date == null ? null : date.getTime();
}

export type Detail = Readonly<Record<string, string | number | boolean>>;

export function parseDetail(text: string): Detail {
  return text === '{}' ? {} : (JSON.parse(text) as Detail);
}
