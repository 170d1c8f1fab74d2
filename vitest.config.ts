import { defineConfig } from 'vitest/config';
import { JourneysFirst } from './tests/support/journeys-first.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/show-failed-pages.ts'],
    // A time zone far from Japan: a rule about a day that leans on the machine's own zone fails here.
    env: { TZ: 'America/Los_Angeles' },
    pool: 'forks',
    // Pages and rows are short-lived: the default young generation of 1 MB would be swept all the time.
    execArgv: ['--max-semi-space-size=64', '--min-semi-space-size=16'],
    // A worker goes from file to file: each would import the program anew, and open a browser. What
    // a file sets for the whole process (timers, environment) it takes back in afterEach or afterAll.
    isolate: false,
    // A journey keeps a browser, a server and a test busy: two at once fill two cores.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    sequence: { sequencer: JourneysFirst },
    reporters: ['default'],
    coverage: { provider: 'v8', include: ['server/**/*.ts'], reportsDirectory: 'coverage' },
  },
});
