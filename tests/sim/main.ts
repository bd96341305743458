import { runSeed } from './run-seed.ts'
const seed = Number(process.argv[2] ?? 1)
const n = Number(process.argv[3] ?? 1)
const deeds = Number(process.argv[4] ?? 200)
for (let s = seed; s < seed + n; s++) {
  const t = performance.now()
  const r = await runSeed({
    seed: s,
    deeds,
    hasSkew: true,
    ...(process.argv[5] ? { trace: console.log } : {}),
  })
  console.log(
    s,
    r.error ?? 'ok',
    'ms',
    Math.round(performance.now() - t),
    'looks',
    r.looks,
    'decided',
    r.decided,
    'steps',
    r.steps,
    'trace',
    r.trace,
    r.rows,
  )
  if (n === 1) console.log(JSON.stringify(r.faults))
}
