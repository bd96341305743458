import type { GenericSchema } from 'valibot'
import type { Actor } from '../domain/account.ts'
import type { Kind, Row, RowKey, RowOf } from '../domain/row.ts'
import { type Change, squash } from '../sync/change.ts'

/** What a run may read: rows by key, already loaded. Throws a Bug for a key `needs` did not name. */
export type View = {
  get<K extends Kind>(key: RowKey<K>): RowOf<K> | undefined
  /**
   * When the authority stored the row as it stands, epoch ms by its own clock. Only the server
   * knows, so phones leave it out. It is for deadlines that may not hang on what a phone told, and
   * stays out of the rows, which have to come out equal on both sides.
   */
  takenAt?(key: RowKey): number | undefined
}

/**
 * Who, and when. `at`: the person's claim, epoch ms, never in the server's future. `receivedAt`:
 * when the authority took it (on a phone: its clock plus the offset learnt from the server);
 * guards and deadlines use it.
 */
export type Context = {
  readonly actor: Actor
  readonly at: number
  readonly receivedAt: number
  /**
   * true on the server alone. What hangs on the clock is decided there: a phone whose clock fell
   * back ten years still saves what its owner means, and the server's word replaces it (O19, I7).
   */
  readonly isAuthority: boolean
}

/** Reasons that any mutation can be refused for. */
export type CommonWhy = 'badArgs' | 'notPermitted' | 'notFound' | 'exists'

/** What a run comes to: the rows it puts and deletes, or an expected "no" with its reason. */
export type Outcome<Why extends string> =
  | { readonly ok: true; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly why: Why }

/**
 * The pure code that decides an intent. `needs` names the rows that `run` reads or writes; it is
 * called with what is loaded until it names nothing new, three rounds at most. `run` draws
 * nothing, awaits nothing, and reads only what was named.
 */
export type Mutation<Args = unknown, Why extends string = string> = {
  /** `<noun>.<verb>.v<n>` */
  readonly name: string
  readonly schema: GenericSchema<unknown, Args>
  needs(args: Args, view: View): readonly RowKey[]
  run(view: View, args: Args, ctx: Context): Outcome<Why | CommonWhy>
}

/** A writable layer over a view: what a run has put so far, and the changes it comes to. */
export class Draft implements View {
  readonly #view: View
  readonly #rows = new Map<RowKey, Row | null>()
  readonly #changes: Change[] = []

  constructor(view: View) {
    this.#view = view
  }

  get<K extends Kind>(key: RowKey<K>): RowOf<K> | undefined {
    const own = this.#rows.get(key)
    if (own !== undefined) return (own ?? undefined) as RowOf<K> | undefined // a key's kind is its row's kind
    return this.#view.get(key)
  }

  put(row: Row): void {
    this.#write(`${row.kind}/${row.id}`, row)
  }

  delete(key: RowKey): void {
    this.#write(key, null)
  }

  /** The accepted outcome with all that was put, one change per row. */
  done(): { readonly ok: true; readonly changes: readonly Change[] } {
    return { ok: true, changes: squash(this.#changes) }
  }

  #write(key: RowKey, after: Row | null): void {
    this.#changes.push({ key, before: this.get(key) ?? null, after })
    this.#rows.set(key, after)
  }
}

/** Rounds in which `needs` may name further keys. */
export const NEEDS_ROUNDS_MAX = 3
