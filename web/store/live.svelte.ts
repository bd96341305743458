import { liveQuery } from 'dexie'

/** A query's latest result, and the failure that ended it. Both are runes. */
export type Live<T> = { readonly current: T | undefined; readonly error: unknown }

/**
 * Runs a query now and again whenever what it read changes, in this tab or another. Dexie runs it
 * outside of Svelte's sight: `inputs` reads the runes it depends on, and their change starts it
 * anew. Call it while a component is set up.
 */
export function live<T>(query: () => Promise<T>, inputs: () => unknown = () => null): Live<T> {
  let current = $state.raw<T | undefined>(undefined)
  let error = $state.raw<unknown>(undefined)
  $effect(() => {
    inputs()
    // An async function, whatever `query` is: only of such a one does Dexie follow what it reads
    // after its first await. Of any other it would miss every later change.
    const subscription = liveQuery(async () => query()).subscribe({
      next(value) {
        current = value
        error = undefined
      },
      error(failure: unknown) {
        error = failure
      },
    })
    return () => subscription.unsubscribe()
  })
  return {
    get current() {
      return current
    },
    get error() {
      return error
    },
  }
}
