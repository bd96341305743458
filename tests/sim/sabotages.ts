/**
 * One line of a shipped file, made wrong. Each must be caught within 50 seeds, or the simulator
 * proves nothing about that line. `clocks`: only other clocks on the same seed can show it.
 */
export type Sabotage = {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly put: string
  readonly needs?: 'clocks'
}

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'pending work is not undone before a reply is taken',
    file: 'web/store/apply.ts',
    find: '  undo(staged, pending)\n',
    put: '',
  },
  {
    name: 'pending work is undone oldest first',
    file: 'web/store/replay.ts',
    find: 'for (const { steps } of [...pending].reverse())',
    put: 'for (const { steps } of [...pending])',
  },
  {
    name: 'acknowledged work is not folded into base',
    file: 'web/store/apply.ts',
    find: 'if (isSame(result)) base.fold(record.steps)',
    put: 'if (isSame(result)) void record',
  },
  {
    name: 'pending work is not run again',
    file: 'web/store/apply.ts',
    find: 'replay(staged, [...unsent, ...rest], {',
    put: 'replay(staged, [], {',
  },
  {
    name: 'a reply to older cursors is taken',
    file: 'web/store/apply.ts',
    find: "  if (pull.generation !== taken.generation) return { kind: 'stale' }\n",
    put: '',
  },
  {
    name: 'cursors are written after their transaction',
    file: 'web/store/staged.ts',
    find: 'await writeChanged(this.#db.cursors, this.#cursors)',
    put: 'setTimeout(() => void writeChanged(this.#db.cursors, this.#cursors))',
  },
  {
    name: 'a row stays when its last bucket is gone',
    file: 'web/store/base.ts',
    find: '    if (rest.length === 0) this.#staged.setRecord(key, null)\n',
    put: '',
  },
  {
    name: 'a refused mutation vanishes',
    file: 'web/store/settle.ts',
    find: '      refused.push(unsettledFrom(record, refusal))\n',
    put: '',
  },
  {
    name: 'applied mutations are not kept for a restored server',
    file: 'web/store/settle.ts',
    find: '      applied.push(ackedFrom(record))\n',
    put: '',
  },
  {
    name: 'a seq is drawn outside the transaction',
    file: 'web/intents/mutate.ts',
    find: "    readMeta(db, 'seq'),\n  ])\n",
    put: "    (db as { seq?: number }).seq ?? readMeta(db, 'seq'),\n  ])\n  ;(db as { seq?: number }).seq = lastSeq + 1\n",
  },
  {
    name: 'the outbox is written after its rows',
    file: 'web/intents/mutate.ts',
    find: 'staged.flush(), db.outbox.add(record), ',
    put: 'staged.flush(), seq % 7 === 0 ? null : db.outbox.add(record), ',
  },
  {
    name: 'a lost ledger is not told',
    file: 'web/store/db.ts',
    find: "      await writeMeta(db, 'loss', loss)\n",
    put: '',
  },
  {
    name: 'the server decides a repeated mutation again',
    file: 'server/store/transaction.ts',
    find: '    if (earlier) return repeated(earlier, arrival.envelope.body)\n',
    put: '',
  },
  {
    name: 'the no-echo rule filters by client',
    file: 'server/store/transaction.ts',
    find: '    if (!isOwn || applied?.hash !==',
    put: '    for (const version of (isOwn && applied?.versions) || []) done.ownVersions.add(version)\n    if (!isOwn || applied?.hash !==',
  },
  {
    name: 'a stall is read by everyone who is signed in',
    file: 'shared/domain/bucket.ts',
    find: 'const buckets: Bucket[] = [`account:${actor.accountId}`]',
    put: "const buckets: Bucket[] = [`account:${actor.accountId}`, 'stall:pb-001']",
  },
  {
    name: 'a row that left a bucket is not told of',
    file: 'server/store/commit.ts',
    find: '      this.#rows.mark(bucket, { key: change.key, version, isGone: true })\n',
    put: '',
  },
  {
    name: 'signatures are not checked',
    file: 'server/store/arrival.ts',
    find: 'if (!(await verify({ publicKey, text, sig }))) {',
    put: 'if (!(await verify({ publicKey, text, sig })) && sig === "") {',
  },
  {
    name: 'an order is shown to the whole market',
    file: 'shared/domain/bucket.ts',
    find: 'return [`household:${row.accountId}`]',
    put: 'return [`household:${row.accountId}`, `stall:pb-001`]',
  },
  {
    name: 'anyone may sell for any stall',
    file: 'shared/domain/permission.ts',
    find: "(row.kind === 'offer' || row.kind === 'stall') && worksAt(actor, stallIdOf(row))",
    put: "row.kind === 'offer' || row.kind === 'stall'",
  },
  {
    name: 'a mutation draws by chance',
    file: 'shared/mutations/offer.ts',
    find: 'priceNo: no, priceAt: wholeMinute(ctx.at) })',
    put: 'priceNo: no, priceAt: Math.floor(Math.random() * 9) })',
  },
  {
    name: 'a price above the ceiling is charged',
    file: 'shared/domain/weighing.ts',
    find: 'const priceIdr = Math.min(wantedIdr, priceLimit(line))',
    put: 'const priceIdr = wantedIdr',
  },
  {
    name: "a price's grace counts from the vendor's own clock",
    file: 'shared/mutations/posting.ts',
    find: 'takenAt: view.takenAt?.(key) ?? price.at',
    put: 'takenAt: price.at',
    needs: 'clocks',
  },
]
