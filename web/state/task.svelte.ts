import { app } from './app.svelte.ts'
import { storageKindOf } from './trouble.ts'

/**
 * One piece of work that a tap starts. While it runs a further tap does nothing, so that a double
 * tap is one act; what goes wrong is kept as a `why` for the screen.
 */
export class Task {
  busy = $state(false)
  /** why the last run came to nothing, or null */
  problem = $state<string | null>(null)

  /** Starts `work` unless it runs already. `work` gives the reason of a refusal, or null. */
  run(work: () => Promise<string | null>): void {
    if (this.busy) return
    this.busy = true
    this.problem = null
    void this.#finish(work)
  }

  async #finish(work: () => Promise<string | null>): Promise<void> {
    try {
      this.problem = await work()
    } catch (error) {
      const trouble = storageKindOf(error)
      // Whatever it was, the person must not believe it saved; what is no trouble of storage is a bug.
      this.problem = trouble ?? 'notSaved'
      if (trouble === null) throw error
      app.fail(error)
    } finally {
      this.busy = false
    }
  }
}
