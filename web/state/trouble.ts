/** The kinds of storage trouble that a screen can name (see web/store/fault.ts). */
const KINDS = ['newerSchema', 'storageFull', 'wontOpen', 'storageLost', 'unknown'] as const

/** What keeps the phone's own database from working. */
export type StorageKind = (typeof KINDS)[number]

/** The storage trouble that `error` is, or null where it is something else: then it is a bug. */
export function storageKindOf(error: unknown): StorageKind | null {
  if (!(error instanceof Error) || error.name !== 'StorageFault' || !('kind' in error)) return null
  return KINDS.find((kind) => kind === error.kind) ?? null
}
