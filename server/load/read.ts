import { textHash } from '@pasar/shared/sync/checksum.ts'
import { canonicalJson } from '@pasar/shared/sync/change.ts'
import { type MutationName, isMutationName } from '@pasar/shared/mutations/registry.ts'
import { type Result, ok, refuse } from '@pasar/shared/lib/result.ts'
import type { SeedIntent } from './intent.ts'

/** Why a seed file is not taken; `at` names the entry, counted from 1. */
export type SeedFileWhy = 'notJson' | 'notAList' | `entry ${number}: ${string}`

/**
 * The intents of a seed file: a JSON list of `{ "name": "market.create.v1", "args": { … } }`, in
 * the order in which they are to happen. An entry may carry an `id` of its own; without one its id
 * is made of its name and arguments, so that loading the same file again changes nothing (and two
 * entries that are equal count once).
 */
export function readSeedFile(text: string): Result<readonly SeedIntent[], SeedFileWhy> {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    return refuse('notJson')
  }
  if (!Array.isArray(list)) return refuse('notAList')
  const intents: SeedIntent[] = []
  for (const [index, entry] of list.entries()) {
    const intent = readEntry(entry)
    if (typeof intent === 'string') return refuse(`entry ${index + 1}: ${intent}`)
    intents.push(intent)
  }
  return ok(intents)
}

/** The intent, or what is wrong with it. */
function readEntry(entry: unknown): SeedIntent | string {
  if (typeof entry !== 'object' || entry === null) return 'not an object'
  const { name, args, id } = entry as { name?: unknown; args?: unknown; id?: unknown } // looked at below
  if (typeof name !== 'string' || !isMutationName(name)) return `unknown name ${String(name)}`
  if (typeof args !== 'object' || args === null) return 'args is not an object'
  if (id === undefined) return { name, args, id: ownId(name, args) }
  return typeof id === 'string' && id.length > 0 ? { name, args, id } : 'id is not a text'
}

const ownId = (name: MutationName, args: object): string =>
  `load:${name}:${textHash(canonicalJson(args)).toString(36)}`
