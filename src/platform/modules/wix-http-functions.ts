import type { ModuleDouble } from '../double.js'
import { isObject } from './crm/contact-info.js'

/** Stands for `wix-http-functions`: its functions make plain responses, nothing is recorded. */
export const wixHttpFunctions: ModuleDouble = {
  names: ['wix-http-functions'],
  create: () => {
    const functions = {
      ok: responseWith(200),
      created: responseWith(201),
      badRequest: responseWith(400),
      forbidden: responseWith(403),
      notFound: responseWith(404),
      serverError: responseWith(500),
      response: (options: unknown) =>
        createResponse(isObject(options) ? options.status : 200, options),
    }
    return { default: functions, named: functions }
  },
}

function responseWith(status: number): (options?: unknown) => object {
  return (options) => createResponse(status, options)
}

function createResponse(status: unknown, options: unknown): object {
  const { headers = {}, body } = isObject(options) ? options : {}
  return { status, headers, ...(body !== undefined && { body }) }
}
