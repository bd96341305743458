import { issueCode } from '@pasar/server/auth/code.ts'
import { keyOf } from '@pasar/shared/domain/row.ts'
import { redeemCode } from '@pasar/web/account/session.ts'
import { Device } from './device.ts'
import { headersOf } from './gate.ts'
import { demand } from './oracle/violation.ts'
import type { Phone, Screen } from './phone.ts'
import type { World } from './world.ts'

const PIN = '135790'

/** Binds the one who tries what only others may to the vendor of a stall of his own. */
export async function signInMallory(world: World): Promise<void> {
  const { client, keys } = world.mallory
  const code = codeFor(world, world.market.vendors[2]!.accountId)
  const body = JSON.stringify({ code, client, publicKey: keys.publicKey, pin: PIN })
  const device = new Device({ name: 'mallory', kernel: world.kernel, random: world.random })
  const headers = headersOf(device)
  headers.set('content-type', 'application/json')
  headers.set('x-pasar', '1')
  const path = '/api/session/redeem'
  const init = { method: 'POST', headers, body }
  const answer = await world.server.answer({ device, path, init, mutations: 0 })
  demand(answer?.status === 200, 'setup', () => `mallory: ${answer?.status}`)
}

/** A request was refused as a whole: where a code is needed, the office hands one out. */
export async function help(phone: Phone, screen: Screen, error: string): Promise<void> {
  demand(error !== 'badRequest' && error !== 'unknown', 'protocol', () => `refused: ${error}`)
  if (error === 'signInNeeded') await signIn(phone, screen)
}

/** By a code from the office. True where it came to it. */
export async function signIn(phone: Phone, { replica, transport, tab }: Screen): Promise<boolean> {
  const { accountId, device, world } = phone
  if (accountId === null || !world.server.isUp) return false
  if (!world.server.store.row(keyOf('account', accountId))) {
    if (!phone.holdsRegistration) startOver(phone)
    return false
  }
  const code = codeFor(world, accountId)
  const ended = await phone.attempt(() => redeemCode(replica, transport, { code, pin: PIN }), tab)
  world.note(`${device.name} signs in: ${JSON.stringify(ended)}`)
  return ended.kind === 'done' && ended.value.ok
}

/**
 * The registration was on a database that was lost, and the server burnt down to before it:
 * nobody has it any more, and the person begins anew.
 */
function startOver(phone: Phone): void {
  const { device, world } = phone
  world.note(`${device.name} starts over`)
  device.cutPower()
  phone.noteDeath()
  phone.accountId = null
  phone.forget(0)
  device.wipe()
  device.cookie = null
  world.boot(phone)
}

const codeFor = ({ server }: World, account: string): string =>
  issueCode(server.app.auth, { account, issuedBy: 'office' }).code
