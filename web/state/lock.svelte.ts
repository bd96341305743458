import { tryUnlock } from '../account/lock.ts'
import { app } from './app.svelte.ts'
import { Task } from './task.svelte.ts'

/** The locked screen: six digits open it, wrong ones make it wait. */
export class LockState {
  pin = $state('')
  triesLeft = $state<number | null>(null)
  waitS = $state(0)
  readonly opening = new Task()

  type(pin: string): void {
    this.pin = pin
    if (pin.length === 6) this.unlock()
  }

  unlock(): void {
    const { pin } = this
    this.opening.run(async () => {
      const answer = await tryUnlock(app.replica, pin)
      this.pin = ''
      if (answer.ok) {
        app.isLocked = false
        return null
      }
      this.triesLeft = answer.triesLeft
      this.waitS = Math.ceil(answer.waitMs / 1000)
      return null
    })
  }
}
