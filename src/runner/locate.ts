import type { BundlePosition } from '../platform/protocol.js'

/**
 * Finds out where a worker is that no longer answers, by pausing it as a debugger would: the line of
 * an endless loop, for one.
 *
 * @param workerId - Node's thread id
 * @param scriptUrl - the bundle; the innermost frame in it is wanted
 * @param limitMs - how long to try, in ms
 * @returns null when it cannot be told in time, for one because it is inside native code
 */
export async function locateBlockedWorker(
  workerId: number,
  scriptUrl: string,
  limitMs: number,
): Promise<BundlePosition | null> {
  const { Session } = await import('node:inspector')
  const session = new Session()
  session.connect()
  const urls = new Map<string, string>()
  let send = (_method: string): void => {}
  try {
    return await new Promise((resolve) => {
      setTimeout(resolve, limitMs, null).unref()
      session.on('NodeWorker.attachedToWorker', ({ params }) => {
        if (Number(params.workerInfo.workerId) !== workerId) return
        let id = 0
        send = (method) =>
          session.post('NodeWorker.sendMessageToWorker', {
            sessionId: params.sessionId,
            message: JSON.stringify({ id: ++id, method }),
          })
        send('Debugger.enable')
        send('Debugger.pause')
      })
      session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
        const message = JSON.parse(params.message) as DebuggerMessage
        if (message.method === 'Debugger.scriptParsed') {
          urls.set(message.params.scriptId, message.params.url)
        }
        if (message.method === 'Debugger.paused') {
          resolve(userPosition(message.params.callFrames, urls, scriptUrl))
        }
      })
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
    })
  } finally {
    // A paused thread cannot be terminated.
    send('Debugger.resume')
    session.disconnect()
  }
}

type DebuggerMessage =
  | { method: 'Debugger.scriptParsed'; params: { scriptId: string; url: string } }
  | { method: 'Debugger.paused'; params: { callFrames: CallFrame[] } }
  | { method?: undefined }

interface CallFrame {
  location: { scriptId: string; lineNumber: number; columnNumber?: number }
}

function userPosition(
  frames: CallFrame[],
  urls: ReadonlyMap<string, string>,
  scriptUrl: string,
): BundlePosition | null {
  const frame = frames.find(({ location }) => urls.get(location.scriptId)?.startsWith(scriptUrl))
  if (!frame) return null
  return [frame.location.lineNumber + 1, (frame.location.columnNumber ?? 0) + 1]
}
