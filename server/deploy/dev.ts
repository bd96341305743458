import { spawn } from 'node:child_process'
import type { Plugin } from 'vite'
import { stopWithLauncher } from './launcher.ts'
import { ROOT } from './version.ts'

/**
 * Runs the real server, restarted on every change, for as long as `vite dev` runs: one command
 * gives the page with hot reload and the API with the demo market.
 */
export function apiServer(port: number): Plugin {
  return {
    name: 'pasar-api-server',
    apply: 'serve',
    configureServer(vite) {
      if (vite.config.server.middlewareMode) return
      const child = spawn(process.execPath, ['--watch', 'server/main.ts'], {
        cwd: ROOT,
        stdio: 'inherit',
        env: { DEMO: '1', ...process.env, PORT: String(port) },
      })
      vite.httpServer?.on('close', () => child.kill())
      process.on('exit', () => child.kill())
      stopWithLauncher(() => process.kill(process.pid, 'SIGTERM'))
    },
  }
}
