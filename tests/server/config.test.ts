import { BadSetting, SETTINGS, processConfig, readConfig } from '@pasar/server/config.ts'
import { expect, test, vi } from 'vitest'

test('an empty environment gives the defaults that the table names', () => {
  expect(readConfig({})).toEqual({
    port: 8_787,
    host: '127.0.0.1',
    dataDir: `${process.cwd()}/data`,
    databaseFile: `${process.cwd()}/data/pasar.db`,
    baseUrl: null,
    trustProxy: false,
    logLevel: 'info',
    sessionIdleMsMax: 45 * 86_400_000,
    sessionAgeMsMax: 180 * 86_400_000,
    codeAgeMsMax: 72 * 3_600_000,
    isDemo: false,
    failpoint: null,
  })
  expect(readConfig(Object.fromEntries(SETTINGS.map(({ name }) => [name, ''])))).toEqual(
    readConfig({}),
  )
  const defaults = SETTINGS.map((setting) => [setting.name, setting.default])
  expect(readConfig(Object.fromEntries(defaults))).toEqual(readConfig({}))
})

test('reads what is set', () => {
  const environment = {
    PORT: '80',
    HOST: '0.0.0.0',
    DATA_DIR: '/srv/pasar',
    BASE_URL: 'https://pasar.test/',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'error',
    SESSION_IDLE_DAYS: '1',
    SESSION_AGE_DAYS: '2',
    CODE_HOURS: '3',
    DEMO: '1',
    FAILPOINT: 'before-commit:1',
  }
  expect(readConfig(environment)).toEqual({
    port: 80,
    host: '0.0.0.0',
    dataDir: '/srv/pasar',
    databaseFile: '/srv/pasar/pasar.db',
    baseUrl: 'https://pasar.test',
    trustProxy: true,
    logLevel: 'error',
    sessionIdleMsMax: 86_400_000,
    sessionAgeMsMax: 2 * 86_400_000,
    codeAgeMsMax: 3 * 3_600_000,
    isDemo: true,
    failpoint: 'before-commit:1',
  })
})

test.each([
  [{ PORT: 'http' }, 'PORT is "http", but must be from 0 to 65535.'],
  [{ PORT: '65536' }, 'PORT is "65536", but must be from 0 to 65535.'],
  [{ PORT: '80.5' }, 'PORT is "80.5", but must be from 0 to 65535.'],
  [{ DEMO: 'yes' }, 'DEMO is "yes", but must be from 0 to 1.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud", but must be one of silent, error, warn, info.'],
  [
    { BASE_URL: 'pasar.test' },
    'BASE_URL is "pasar.test", but must be a web address like https://pasar.id.',
  ],
])('%o ends in a sentence that names it', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(new BadSetting(sentence))
})

test('this process has settings too', () => {
  vi.stubEnv('BASE_URL', '') // Vitest sets one of its own
  vi.stubEnv('PORT', '9999')
  expect(processConfig().port).toBe(9_999)
  vi.unstubAllEnvs()
})
