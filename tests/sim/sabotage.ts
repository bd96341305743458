export async function runSabotage(_: { jobs: number; names: readonly string[] | null }) {
  return { passed: 0, failed: 0 }
}
