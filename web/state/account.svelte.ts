import { decimalComma } from '@pasar/shared/lib/digits.ts'
import { formatCode } from '@pasar/shared/domain/code.ts'
import { setLock } from '../account/lock.ts'
import { confirmPin, devices, leave, newCode, revokeDevice } from '../account/session.ts'
import { live } from '../store/live.svelte.ts'
import { usageToday } from '../store/queries/sync.ts'
import { app } from './app.svelte.ts'
import { pinProblem } from './pin.ts'
import { Task } from './task.svelte.ts'

/** Answers that say nothing about the PIN itself. */
const UNREACHED: readonly string[] = ['offline', 'signInNeeded']

type Devices = Extract<Awaited<ReturnType<typeof devices>>, { ok: true }>['devices']

/** Akun: the lock of this phone, the other devices, leaving. */
export class AccountState {
  pin = $state('')
  pinAgain = $state('')
  pinProblem = $state<string | null>(null)
  isPinSaved = $state(false)
  devices = $state.raw<Devices | null>(null)
  code = $state.raw<{ readonly text: string; readonly expiresAt: number } | null>(null)
  isExported = $state(false)
  readonly #usage = live(() => usageToday(app.replica))
  readonly locking = new Task()
  readonly asking = new Task()
  readonly leaving = new Task()

  /** Megabytes moved today, in tenths: data costs money. */
  get usedMegabytes(): string {
    return decimalComma(Math.ceil((this.#usage.current ?? 0) / 100_000), 1)
  }

  /**
   * Locks this phone. Where there is signal the market takes the PIN too, or compares it with the
   * account's; without signal the phone's lock holds alone.
   */
  savePin(done: () => void): void {
    this.pinProblem = pinProblem(this.pin) ?? (this.pin === this.pinAgain ? null : 'pinDiffers')
    if (this.pinProblem !== null) return
    this.locking.run(async () => {
      if (app.account !== null) {
        const answer = await confirmPin(await app.opened.transport(), { pin: this.pin })
        if (!answer.ok && !UNREACHED.includes(answer.why)) return answer.why
      }
      await setLock(app.replica, this.pin)
      this.isPinSaved = true
      this.#forgetPin()
      done()
      return null
    })
  }

  seeDevices(): void {
    this.asking.run(async () => {
      const answer = await devices(await app.opened.transport())
      this.devices = answer.ok ? answer.devices : null
      return answer.ok ? null : answer.why
    })
  }

  makeCode(): void {
    const { pin } = this
    this.asking.run(async () => {
      const answer = await newCode(await app.opened.transport(), { pin })
      this.#forgetPin()
      if (!answer.ok) return answer.why
      const text = answer.code.includes('-') ? answer.code : formatCode(answer.code)
      this.code = { text, expiresAt: answer.expiresAt }
      return null
    })
  }

  revoke(client: string, done: () => void): void {
    const { pin } = this
    this.asking.run(async () => {
      const answer = await revokeDevice(await app.opened.transport(), { client, pin })
      this.#forgetPin()
      if (!answer.ok) return answer.why
      const list = await devices(await app.opened.transport())
      this.devices = list.ok ? list.devices : null
      done()
      return null
    })
  }

  exportUnsent(): void {
    this.leaving.run(async () => {
      await app.opened.exportUnsent()
      this.isExported = true
      return null
    })
  }

  /** Leaves this device. Unsent work holds it back unless `isDropping`. */
  leave(isDropping: boolean): void {
    this.leaving.run(async () => {
      const answer = await leave(
        app.replica,
        await app.opened.transport(),
        isDropping ? { drop: true } : {},
      )
      if (!answer.ok) return answer.why
      // The database is gone: everything starts anew, with a new client.
      location.assign('/')
      return null
    })
  }

  #forgetPin(): void {
    this.pin = ''
    this.pinAgain = ''
  }
}
