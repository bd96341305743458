import { type Account, type Actor, actorOf, NOBODY } from '@pasar/shared/domain/account.ts'
import type { AccountId, ClientId } from '@pasar/shared/domain/id.ts'
import type { Replica } from '../db.ts'
import { readMeta } from '../meta.ts'
import { rowOf } from './rows.ts'

/** Who this phone is and acts as. `account` is null until its row is here. */
export type Me = {
  readonly clientId: ClientId
  readonly accountId: AccountId | null
  readonly account: Account | null
  readonly actor: Actor
  /** the app asks for a PIN on this device */
  readonly hasLock: boolean
}

export const me = (replica: Replica): Promise<Me> =>
  replica.readTogether(async () => {
    const accountId = await readMeta(replica.db, 'account')
    const account = accountId === null ? null : await rowOf(replica, 'account', accountId)
    const pin = await readMeta(replica.db, 'pin')
    const actor = account === null ? NOBODY : actorOf(account)
    return { clientId: replica.client, accountId, account, actor, hasLock: pin !== null }
  })
