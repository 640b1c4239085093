import { isRecord } from './record.js'

const scheme = 'wix:image://v1/'

/**
 * A Wix image as `@wix/sdk` and Velo hand it out: the text `wix:image://v1/<id>/<name>#originWidth=…`
 * for an image of the media manager, its plain address for one from elsewhere.
 */
export function toImageText(image: unknown): unknown {
  if (!isRecord(image)) return image
  // A hand-written object may have the Velo name of the id.
  const { id = image._id, filename, altText, width, height, url } = image
  if (!id) return url
  const name = filename || altText
  const path = name ? `/${encodeURIComponent(String(name))}` : ''
  return `${scheme}${id}${path}#originWidth=${width}&originHeight=${height}`
}

/** The image object of a webhook for such a text. Other values are not touched. */
export function fromImageText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (!value.startsWith(scheme)) return { url: value }
  const [path = '', hash = ''] = value.slice(scheme.length).split('#', 2)
  const [id = '', name] = path.split('/', 2)
  const sizes = new URLSearchParams(hash)
  return {
    id,
    ...size('height', sizes.get('originHeight')),
    ...size('width', sizes.get('originWidth')),
    ...(name ? { filename: decodeName(name) } : {}),
  }
}

function size(key: 'height' | 'width', text: string | null): Record<string, number> {
  const pixels = Number(text)
  return text === null || text === '' || Number.isNaN(pixels) ? {} : { [key]: pixels }
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
