import type { Actor } from '@pasar/shared/domain/account.ts'
import { NOBODY } from '@pasar/shared/domain/account.ts'
import {
  type Kind,
  type Row,
  type RowKey,
  type RowOf,
  keyOf,
  rowKey,
} from '@pasar/shared/domain/row.ts'
import type { View } from '@pasar/shared/mutations/mutation.ts'
import { loadedMutation } from '@pasar/shared/mutations/registry.ts'
import { canonicalJson } from '@pasar/shared/sync/change.ts'
import { changesHash } from '@pasar/shared/sync/checksum.ts'
import type { MutationBody } from '@pasar/shared/sync/protocol.ts'
import type {
  CursorRecord,
  HeldRecord,
  MetaRecord,
  OutboxRecord,
  RowRecord,
  UnsettledRecord,
} from '@pasar/web/store/tables.ts'
import * as v from 'valibot'
import type { Phone } from '../phone.ts'
import { catalogueOf } from './catalogue.ts'
import type { Shadow } from './shadow.ts'
import { demand } from './violation.ts'

const texts = new WeakMap<object, string>()

/** canonicalJson, remembered: most rows on a flash do not change between two looks. */
function textOf(row: Row): string {
  const known = texts.get(row) ?? canonicalJson(row)
  texts.set(row, known)
  return known
}

/**
 * Holds a phone that has just pulled everything against what the server's own tables say it must
 * hold: base rows of its buckets at its cursors, its own pending work run anew over them (I3), and
 * not one row more (I4).
 */
export function checkPhone(phone: Phone, shadow: Shadow): void {
  const { disk } = phone.device
  const cursors = disk.read<CursorRecord>('cursors')
  const base = new Map<RowKey, Row>()
  const below = new Map<RowKey, Row>()
  for (const { bucket, cursor, sum } of cursors) {
    const [epoch, digits] = cursor.split('.')
    demand(epoch === shadow.epoch && digits, 'I3', () => {
      return `${phone.device.name}: ${bucket} is at '${cursor}', not at ${shadow.epoch}.*`
    })
    const version = Number(digits)
    const moments = shadow.bucketAt(bucket, version)
    demand(sum === shadow.sumAt(bucket, version), 'I3', () => {
      return `${phone.device.name}: ${bucket} sums to ${sum} at ${cursor}`
    })
    if (bucket.startsWith('market:')) {
      checkCatalogue(phone, { market: bucket.slice('market:'.length), moments })
      for (const { key, row } of moments) if (row) below.set(key, row)
      continue
    }
    for (const { key, row } of moments) if (row) base.set(key, row)
  }
  checkHeld(phone, { cursors, shadow })
  const expected = replayed(phone, { base, below })
  compare(phone, expected)
}

type Rows = ReadonlyMap<RowKey, Row>

function checkCatalogue(
  { device }: Phone,
  { market, moments }: { market: string; moments: readonly { key: RowKey; text: string }[] },
): void {
  const shown = new Map(catalogueOf(device.disk, market).map((row) => [rowKey(row), row]))
  demand(shown.size === moments.length, 'I3', () => {
    return `${device.name}: ${market} shows ${shown.size} rows of ${moments.length}`
  })
  for (const { key, text } of moments) {
    const row = shown.get(key)
    demand(row && textOf(row) === text, 'I3', () => {
      return `${device.name}: ${market} shows ${key} as ${row && textOf(row)}, it is ${text}`
    })
  }
}

/** The set of buckets kept per row is what decides when a row is deleted. */
function checkHeld(
  { device }: Phone,
  { cursors, shadow }: { cursors: readonly CursorRecord[]; shadow: Shadow },
): void {
  const wanted = new Map<string, string[]>()
  for (const { bucket, cursor } of cursors) {
    if (bucket.startsWith('market:')) continue
    for (const { key } of shadow.bucketAt(bucket, Number(cursor.split('.')[1]))) {
      wanted.set(key, [...(wanted.get(key) ?? []), bucket])
    }
  }
  const held = device.disk.read<HeldRecord>('held')
  for (const { key, buckets } of held) {
    const right = wanted.get(key) ?? []
    demand([...buckets].sort().join() === [...right].sort().join(), 'I4', () => {
      return `${device.name}: ${key} is held for [${buckets.join()}], lies in [${right.join()}]`
    })
  }
  demand(held.length === wanted.size, 'I4', () => {
    return `${device.name}: holds ${held.length} rows of ${wanted.size}`
  })
}

/** The base with every pending mutation run over it by the shared rules alone. */
function replayed(phone: Phone, { base, below }: { base: Rows; below: Rows }): Rows {
  const { device } = phone
  const rows = new Map<RowKey, Row | null>(base)
  const read = (key: RowKey): Row | undefined => {
    const own = rows.get(key)
    return own === undefined ? below.get(key) : (own ?? undefined)
  }
  const view: View = {
    get: <K extends Kind>(key: RowKey<K>) => read(key) as RowOf<K> | undefined, // a key's kind is its row's kind
  }
  const metas = device.disk.read<MetaRecord>('meta')
  const account = metas.find(({ key }) => key === 'account')?.value
  const pending = device.disk.read<OutboxRecord>('outbox').sort((a, b) => a.seq - b.seq)
  for (const record of pending) {
    const mutation = loadedMutation(record.name)
    if (!mutation) continue
    const { args, at } = JSON.parse(record.body) as MutationBody // written by mutate
    const { receivedAt } = record
    const actor = actorOn(view, account)
    const ctx = { actor, at: Math.min(at, receivedAt), receivedAt, isAuthority: false }
    const outcome = mutation.run(view, v.parse(mutation.schema, args), ctx)
    const why = outcome.ok ? null : outcome.why
    demand(record.doubt === why, 'I3', () => {
      return `${device.name}: ${record.name} ${record.id} is in doubt for ${record.doubt}, not ${why}`
    })
    if (!outcome.ok) continue
    demand(record.h === changesHash(outcome.changes), 'I3', () => {
      return `${device.name}: ${record.name} ${record.id} has h of other changes`
    })
    for (const { key, after } of outcome.changes) rows.set(key, after)
  }
  const visible = new Map<RowKey, Row>()
  for (const [key, row] of rows) if (row) visible.set(key, row)
  return visible
}

function actorOn(view: View, account: unknown): Actor {
  const row = typeof account === 'string' ? view.get(keyOf('account', account)) : undefined
  return row ? { system: false, accountId: row.id, roles: row.roles } : NOBODY
}

function compare({ device }: Phone, expected: Rows): void {
  let count = 0
  for (const { key, row } of device.disk.read<RowRecord>('rows')) {
    if (row === null) continue
    count++
    const right = expected.get(key)
    demand(right, 'I4', () => `${device.name}: shows ${key}, which it should not have`)
    demand(textOf(row) === textOf(right), 'I3', () => {
      return `${device.name}: shows ${key} as ${textOf(row)}, should be ${textOf(right)}`
    })
  }
  demand(count === expected.size, 'I3', () => {
    const shown = new Set(device.disk.read<RowRecord>('rows').map(({ key }) => key))
    const missing = [...expected.keys()].filter((key) => !shown.has(key))
    return `${device.name}: does not show ${missing.join()}`
  })
}

/** I1: what a person saw as saved waits, is decided, or lies on the list of refused ones. */
export function checkSaved(phone: Phone, applied: ReadonlySet<string>): void {
  const { disk, name } = phone.device
  const outbox = new Set(disk.read<OutboxRecord>('outbox').map(({ id }) => id))
  const unsettled = new Set(disk.read<UnsettledRecord>('unsettled').map(({ id }) => id))
  let acked: Set<string> | null = null
  for (const saved of phone.saved) {
    if (saved.isApplied) continue
    const { id } = saved
    if (applied.has(id)) {
      saved.isApplied = true
      continue
    }
    if (outbox.has(id) || unsettled.has(id) || phone.dropped.has(id)) continue
    acked ??= new Set(disk.read<{ id: string }>('acked').map((record) => record.id))
    const isLostByServer = phone.world.hasRestored && acked.has(id)
    demand(isLostByServer, 'I1', () => `${name}: ${saved.name} ${id} was saved and is nowhere`)
  }
}
