import { loadMutation } from '@pasar/shared/mutations/registry.ts'
import type { Store } from '../store/open.ts'
import type { SeedIntent } from './intent.ts'

/** What a run of intents came to. */
export type SeedRun = {
  /** how many took effect now */
  readonly applied: number
  /** how many had been decided by an earlier run */
  readonly known: number
  readonly refused: readonly { readonly id: string; readonly why: string }[]
}

/** Intents handed to the store at once: they share its commits, and memory stays small. */
const BATCH = 1_000

/** Runs intents by the system actor, in their order. A refusal stops nothing and is told. */
export async function runSeed(store: Store, intents: readonly SeedIntent[]): Promise<SeedRun> {
  // A module that is still on its way would let the intents behind it pass.
  for (const name of new Set(intents.map((intent) => intent.name))) await loadMutation(name)
  let applied = 0
  let known = 0
  const refused: { id: string; why: string }[] = []
  for (let start = 0; start < intents.length; start += BATCH) {
    const batch = intents.slice(start, start + BATCH)
    const results = await Promise.all(
      batch.map(({ name, args, id }) => store.asSystem(name, args, id)),
    )
    for (const [index, result] of results.entries()) {
      if (result.outcome !== 'applied') {
        refused.push({ id: batch[index]?.id ?? result.id, why: result.why ?? result.outcome })
      } else if (result.again) known += 1
      else applied += 1
    }
  }
  return { applied, known, refused }
}
