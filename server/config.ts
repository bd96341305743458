import { join, resolve } from 'node:path'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const LOG_LEVELS = ['silent', 'error', 'warn', 'info'] as const

/** A setting of the process's environment, as the README lists it. */
export type Setting = { readonly name: string; readonly default: string; readonly about: string }

/** All there are. An empty value counts as not set. */
export const SETTINGS = [
  { name: 'PORT', default: '8787', about: 'port of app and API' },
  { name: 'HOST', default: '127.0.0.1', about: 'address to listen on; 0.0.0.0 for all' },
  { name: 'DATA_DIR', default: './data', about: 'folder of the database' },
  {
    name: 'BASE_URL',
    default: '',
    about: 'address that people type, for printed links; without it the one listened on',
  },
  {
    name: 'TRUST_PROXY',
    default: '0',
    about: '1 behind a reverse proxy that sets X-Forwarded-For, -Proto and -Host',
  },
  { name: 'LOG_LEVEL', default: 'info', about: 'silent, error, warn or info' },
  { name: 'SESSION_IDLE_DAYS', default: '45', about: 'days after which an unused session ends' },
  { name: 'SESSION_AGE_DAYS', default: '180', about: 'days after which every session ends' },
  { name: 'CODE_HOURS', default: '72', about: 'hours for which a one-time code is good' },
  { name: 'DEMO', default: '0', about: '1 loads the demo market and prints codes of its people' },
  {
    name: 'FAILPOINT',
    default: '',
    about: 'crash tests only: name:n kills the process the n-th time it passes there',
  },
] as const satisfies readonly Setting[]

export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseFile: string
  readonly baseUrl: string | null
  readonly trustProxy: boolean
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly sessionIdleMsMax: number
  readonly sessionAgeMsMax: number
  readonly codeAgeMsMax: number
  readonly isDemo: boolean
  /** where a crash test kills the process; read by failpointFrom */
  readonly failpoint: string | null
}

/** A setting that cannot be meant: the process ends with this sentence. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings. Throws {@link BadSetting} that names the first wrong one. */
export function readConfig(environment: Environment): Config {
  const text = (name: (typeof SETTINGS)[number]['name']): string =>
    environment[name] || (SETTINGS.find((setting) => setting.name === name)?.default ?? '')
  const number = (
    name: (typeof SETTINGS)[number]['name'],
    { from, to }: { from: number; to: number },
  ): number => {
    const value = Number(text(name))
    if (Number.isInteger(value) && value >= from && value <= to) return value
    throw new BadSetting(`${name} is "${text(name)}", but must be from ${from} to ${to}.`)
  }
  const isOn = (name: 'TRUST_PROXY' | 'DEMO'): boolean => number(name, { from: 0, to: 1 }) === 1
  const dataDir = resolve(text('DATA_DIR'))
  return {
    port: number('PORT', { from: 0, to: 65_535 }),
    host: text('HOST'),
    dataDir,
    databaseFile: join(dataDir, 'pasar.db'),
    baseUrl: readUrl(text('BASE_URL')),
    trustProxy: isOn('TRUST_PROXY'),
    logLevel: readLevel(text('LOG_LEVEL')),
    sessionIdleMsMax: number('SESSION_IDLE_DAYS', { from: 1, to: 400 }) * DAY_MS,
    sessionAgeMsMax: number('SESSION_AGE_DAYS', { from: 1, to: 400 }) * DAY_MS,
    codeAgeMsMax: number('CODE_HOURS', { from: 1, to: 24 * 30 }) * HOUR_MS,
    isDemo: isOn('DEMO'),
    failpoint: text('FAILPOINT') || null,
  }
}

/** The settings of this process. */
export const processConfig = (): Config => readConfig(process.env)

function readUrl(text: string): string | null {
  if (text === '') return null
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '')
  throw new BadSetting(`BASE_URL is "${text}", but must be a web address like https://pasar.id.`)
}

function readLevel(text: string): Config['logLevel'] {
  const level = LOG_LEVELS.find((one) => one === text)
  if (level) return level
  throw new BadSetting(`LOG_LEVEL is "${text}", but must be one of ${LOG_LEVELS.join(', ')}.`)
}
