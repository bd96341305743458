// The shell is rendered at build time, so that the first paint waits for no script; it holds no
// data, which only the browser has.
export const prerender = true
export const ssr = true
export const trailingSlash = 'never'
