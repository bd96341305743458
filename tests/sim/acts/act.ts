import type { MutationName } from '@pasar/shared/mutations/registry.ts'

/** What a person decides to do next, or null where there is nothing to do it to. */
export type Act = { readonly name: MutationName; readonly args: unknown } | null
