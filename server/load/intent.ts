import type { MutationName } from '@pasar/shared/mutations/registry.ts'

/**
 * One intent of a seed, run by the system actor. The id is the same on every run, so running a
 * list again changes nothing.
 */
export type SeedIntent = {
  readonly name: MutationName
  readonly args: unknown
  readonly id: string
}
