import type { RequestListener } from 'node:http'
import { WebSocketServer } from 'ws'
import type { Origin } from './origin.ts'

/** A page whose heading says so when its style sheet, script, picture and fetched text have all arrived. */
export const serveSite: RequestListener = (request, response) => {
  const found = FILES[new URL(request.url ?? '/', 'http://origin').pathname]
  if (!found) return void response.writeHead(404).end()
  response.setHeader('content-type', found.type)
  response.end(found.text)
}

/** Paths that `serveSite` answers. */
export const SITE_PATHS: readonly string[] = [
  '/',
  '/style.css',
  '/script.js',
  '/picture.svg',
  '/text',
]

/** Answers WebSocket messages with the same message, in capitals. */
export function echoWebSockets(origin: Origin): void {
  const server = new WebSocketServer({ noServer: true })
  origin.server.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (message) => webSocket.send(String(message).toUpperCase()))
    })
  })
}

const FILES: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  '/': {
    type: 'text/html',
    text: `<!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,">
      <link rel="stylesheet" href="/style.css"><h1>waiting</h1><img src="/picture.svg" alt="">
      <script src="/script.js"></script>`,
  },
  '/style.css': { type: 'text/css', text: 'h1 { color: rgb(1, 2, 3) }' },
  '/script.js': {
    type: 'text/javascript',
    text: `addEventListener('load', async () => {
      const heading = document.querySelector('h1')
      const text = await (await fetch('/text')).text()
      const styled = getComputedStyle(heading).color === 'rgb(1, 2, 3)'
      const pictured = document.querySelector('img').naturalWidth === 7
      heading.textContent = styled && pictured ? text : 'incomplete'
    })`,
  },
  '/picture.svg': {
    type: 'image/svg+xml',
    text: '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>',
  },
  '/text': { type: 'text/plain', text: 'all arrived' },
}
