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

const LOST = ['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'NotReadableError']
const CLOSED_DOORS = ['OpenFailedError', 'MissingAPIError', 'NoSuchDatabaseError', 'VersionError']
const DATABASE = ['AbortError', 'DataError', 'ConstraintError', 'TimeoutError', 'NotFoundError']

/** What a failed database call means, or the error itself where the database is not to blame. */
export function asFault(error: unknown): unknown {
  if (error instanceof StorageFault) return error
  const names = errorNames(error)
  // A full disk comes as an AbortError whose inner error is the quota's.
  if (names.includes('QuotaExceededError')) return new StorageFault('storageFull', error)
  if (names.some((name) => CLOSED_DOORS.includes(name))) return new StorageFault('wontOpen', error)
  if (names.some((name) => LOST.includes(name))) return new StorageFault('storageLost', error)
  if (names.some((name) => DATABASE.includes(name))) return new StorageFault('unknown', error)
  return error
}

/** The names of an error and of those inside it, outermost first. */
function errorNames(error: unknown): string[] {
  const names: string[] = []
  let inner: unknown = error
  while (typeof inner === 'object' && inner !== null && names.length < 5) {
    if ('name' in inner && typeof inner.name === 'string') names.push(inner.name)
    inner = 'inner' in inner ? inner.inner : null
  }
  return names
}
