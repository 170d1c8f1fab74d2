import { monitorEventLoopDelay } from 'node:perf_hooks';

const loop = monitorEventLoopDelay({ resolution: 20 });
const answered = new Map<string, number>();

/** Starts measuring; called once by the plugin that counts answers. */
export function startMetrics(): void {
  loop.enable();
}

/** Counts one answer by method and class of status ("2xx"). */
export function countAnswer(method: string, status: number): void {
  const key = `method="${method}",status="${Math.floor(status / 100)}xx"`;
  answered.set(key, (answered.get(key) ?? 0) + 1);
}

/** Prometheus text: answers, memory, event-loop delay (seconds). Nothing about persons. */
export function metricsText(): string {
  const lines = [
    '# TYPE http_requests_total counter',
    ...[...answered].map(([labels, count]) => `http_requests_total{${labels}} ${count}`),
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '# TYPE nodejs_eventloop_delay_p99_seconds gauge',
    `nodejs_eventloop_delay_p99_seconds ${loop.percentile(99) / 1e9}`,
    '# TYPE process_uptime_seconds gauge',
    `process_uptime_seconds ${Math.round(process.uptime())}`,
  ];
  return `${lines.join('\n')}\n`;
}
