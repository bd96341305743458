/**
 * Everything that a world does to its phones and its server. A kind that never fired, or never
 * mattered, over a whole run of seeds proves nothing and fails the run.
 */
export const FAULTS = {
  dropRequest: 'a request never arrived, and it carried mutations',
  dropReply: 'mutations were decided and the reply was lost',
  duplicate: 'a request with mutations arrived twice',
  late: 'a request arrived after its phone had given up, and it carried mutations',
  cutReply: 'a reply broke off in the middle, after the server had decided',
  portal: "a captive portal's page came instead of a reply",
  busy: '502, 503 or 429 came instead of a reply',
  partition: 'a phone without any signal saved work meanwhile',
  powerCut: 'the power failed while a write was under way',
  crashAnywhere: 'a phone stopped at some await and was opened again',
  tabKilled: 'one of two tabs was killed',
  twoTabs: 'two tabs of one phone were open and both wrote',
  twoDevices: 'two phones of one stall wrote in the same offer without having met',
  loop: 'the shipped loop synced by itself, with its lock, its lease and its backoff',
  cookieLost: 'a phone lost its session cookie and got its session back by its key',
  wipe: 'a local database was lost with work in it',
  clockSkew: 'a phone told a time that was wrong by more than a day',
  clockJump: "a phone's clock jumped while it had unsent work",
  serverCrash: 'the server was killed and started again',
  serverCrashAtCommit: 'the server was killed between a write and its reply',
  restore: 'the server was restored from a backup and had lost decided work',
  notPermitted: 'somebody tried what only others may',
  foreignBucket: 'somebody asked for the rows of somebody else',
  garbage: 'a mutation that nobody can read lay among good ones',
  wrongSignature: 'a mutation with a wrong signature lay among good ones',
  idReused: 'a known id came with another body',
  unknownMutation: 'a mutation came that this release does not know',
  refusedWork: 'honest work was refused by the server and waits for its person',
  registeredLate: 'a household registered with work already waiting',
  conflict: 'a fact fitted no edge and was kept',
  closure: 'a market was closed while orders were under way',
  suspended: 'a stall left the catalogue',
  manyWithOneBad: 'fifty mutations went in one push, one of them bad',
} as const
export type Fault = keyof typeof FAULTS

/** How often each kind fired, and how often it mattered. */
export class FaultCounts {
  readonly fired = new Map<Fault, number>()
  readonly mattered = new Map<Fault, number>()

  fire(fault: Fault): void {
    this.fired.set(fault, (this.fired.get(fault) ?? 0) + 1)
  }

  matter(fault: Fault): void {
    this.mattered.set(fault, (this.mattered.get(fault) ?? 0) + 1)
  }

  /** Both at once, for what cannot fire without mattering. */
  hit(fault: Fault): void {
    this.fire(fault)
    this.matter(fault)
  }

  toJson(): Record<string, readonly [fired: number, mattered: number]> {
    const counts: Record<string, readonly [number, number]> = {}
    for (const fault of Object.keys(FAULTS) as Fault[]) {
      // the keys of FAULTS
      counts[fault] = [this.fired.get(fault) ?? 0, this.mattered.get(fault) ?? 0]
    }
    return counts
  }
}
