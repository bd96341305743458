import { defineConfig } from '@playwright/test'
import { LAUNCH } from './e2e/browser.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results/e2e',
  fullyParallel: true,
  workers: 2,
  // A flaky test is a failed test: a 1 % bug must not hide behind a second try.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    [
      'json',
      {
        outputFile:
          process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../test-results/reports/e2e.json',
      },
    ],
  ],
  use: {
    browserName: 'chromium',
    launchOptions: LAUNCH,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    viewport: { width: 360, height: 740 },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
})
