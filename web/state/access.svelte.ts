import { goto } from '$app/navigation'
import { parseCode, formatCode } from '@pasar/shared/domain/code.ts'
import { parseName } from '@pasar/shared/domain/name.ts'
import { parsePhone } from '@pasar/shared/domain/phone.ts'
import { setLock } from '../account/lock.ts'
import { claimInstallation, redeemCode } from '../account/session.ts'
import { me } from '../store/queries/me.ts'
import { app, type Transport } from './app.svelte.ts'
import { pinProblem } from './pin.ts'
import { landingOf, whoseOf } from './tabs.ts'
import { Task } from './task.svelte.ts'

/** The ways in: a code from an officer or another phone, and the first admin's claim. */
export class Access {
  code = $state('')
  name = $state('')
  phone = $state('')
  pin = $state('')
  pinAgain = $state('')
  /** problems of single fields, shown once the person has tried */
  problems = $state.raw<{ readonly [field: string]: string }>({})
  /** seconds to wait where the market asks for it */
  retryAfterS = $state<number | null>(null)
  readonly entering = new Task()

  constructor(code: string) {
    const read = parseCode(code)
    this.code = read.ok ? formatCode(read.value) : ''
  }

  redeem(): void {
    const code = parseCode(this.code)
    this.problems = { ...(code.ok ? {} : { code: code.why }), ...this.#pinProblems() }
    if (!code.ok || Object.keys(this.problems).length > 0) return
    this.#enter((transport) =>
      redeemCode(app.replica, transport, { code: code.value, pin: this.pin }),
    )
  }

  claim(token: string): void {
    const name = parseName(this.name)
    const phone = parsePhone(this.phone)
    this.problems = {
      ...(name.ok ? {} : { name: name.why }),
      ...(phone.ok ? {} : { phone: phone.why }),
      ...this.#pinProblems(),
    }
    if (!name.ok || !phone.ok || Object.keys(this.problems).length > 0) return
    const person = { token, name: name.value, phone: phone.value, pin: this.pin }
    this.#enter((transport) => claimInstallation(app.replica, transport, person))
  }

  #pinProblems(): { readonly [field: string]: string } {
    const problem = pinProblem(this.pin)
    if (problem !== null) return { pin: problem }
    return this.pin === this.pinAgain ? {} : { pinAgain: 'pinDiffers' }
  }

  #enter(
    ask: (
      transport: Transport,
    ) => Promise<{ ok: true } | { ok: false; why: string; retryAfterS?: number }>,
  ): void {
    this.entering.run(async () => {
      const answer = await ask(await app.opened.transport())
      this.retryAfterS = answer.ok ? null : (answer.retryAfterS ?? null)
      if (!answer.ok) return answer.why
      await setLock(app.replica, this.pin)
      // What is theirs comes with this: nobody lands on a stall that only looks empty.
      await app.opened.syncNow()
      await goto(landingOf(whoseOf((await me(app.replica)).account)), { replace: true })
      return null
    })
  }
}
