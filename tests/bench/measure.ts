import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const ROUNDS = 3;
const SECONDS = 4;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The given share of the values is at most as large as this one. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function medianOf(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) values.push(await measure());
  return median(values);
}

interface Barrage {
  readonly url: string;
  readonly status: number;
  readonly cookie?: string;
  /** A form to post; without it the page is fetched. */
  readonly body?: string;
}

/**
 * Requests a second on 20 connections, after a warm-up.
 * @throws when an answer has another status: a page of errors is not the page that was meant
 */
export async function requestsPerSecond({ url, status, cookie, body }: Barrage): Promise<number> {
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    'x-forwarded-for': '10.0.0.1',
    origin: new URL(url).origin,
    ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  const post = body === undefined ? {} : { method: 'POST' as const, body };
  const options = { url, headers, connections: 20, ...post };
  await autocannon({ ...options, duration: 1 });
  return medianOf(async () => {
    const result = await autocannon({ ...options, duration: SECONDS });
    const others = Object.keys(result.statusCodeStats).filter((code) => code !== String(status));
    if (others.length > 0 || result.errors > 0) {
      throw new Error(`${url} answered ${others.join(', ')} and ${result.errors} errors`);
    }
    return result.requests.average;
  });
}

/** Runs the jobs on so many connections at once. @returns jobs a second */
export async function jobsPerSecond(
  jobs: readonly (() => Promise<unknown>)[],
  connections: number,
): Promise<number> {
  const waiting = [...jobs];
  const started = performance.now();
  const connection = async () => {
    for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) await job();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return (jobs.length * 1000) / (performance.now() - started);
}

/** Resident memory of a process in MiB; NaN where the system does not tell. */
export function residentMiB(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
