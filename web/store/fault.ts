/**
 * newerSchema: a newer app wrote this database, this code may only read. storageFull: no room.
 * wontOpen: the database cannot be opened. storageLost: the handle died and did not come back.
 * unknown: anything else the browser reported.
 */
export type StorageFaultKind =
  'newerSchema' | 'storageFull' | 'wontOpen' | 'storageLost' | 'unknown'

/** The local database failed: reported to the person, never swallowed. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault'
  readonly kind: StorageFaultKind
  override readonly cause: unknown

  constructor(kind: StorageFaultKind, cause?: unknown) {
    super(`local database: ${kind}`)
    this.kind = kind
    this.cause = cause
  }
}

/** What the names of an error and of those inside it mean; the first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, StorageFaultKind])[] = [
  [/QuotaExceededError/, 'storageFull'], // a full disk comes as an AbortError with this one inside
  [/(OpenFailed|MissingAPI|NoSuchDatabase|Version)Error/, 'wontOpen'],
  [/(DatabaseClosed|InvalidState|Unknown|NotReadable)Error/, 'storageLost'],
  [/(Abort|Data|Constraint|Timeout|NotFound)Error/, 'unknown'],
]

/** What a failed database call means, or the error itself where the database is not to blame. */
export function asFault(error: unknown): unknown {
  if (error instanceof StorageFault) return error
  const names = errorNames(error)
  const meaning = MEANINGS.find(([pattern]) => pattern.test(names))
  return meaning === undefined ? error : new StorageFault(meaning[1], error)
}

/** The names of an error and of those inside it. */
function errorNames(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('name' in error)) return ''
  return `${String(error.name)} ${'inner' in error ? errorNames(error.inner) : ''}`
}
