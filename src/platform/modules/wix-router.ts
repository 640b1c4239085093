import type { ModuleDouble } from '../double.js'

/** Stands for `wix-router`: its functions make plain answers, nothing is recorded. */
export const wixRouter: ModuleDouble = {
  names: ['wix-router'],
  create: () => {
    const functions = {
      ok: async (page: unknown, data?: unknown, head?: unknown, options?: unknown) => ({
        status: 200,
        page,
        data,
        head,
        ...Object(options),
      }),
      forbidden: async (message = 'Forbidden') => ({ status: 403, message }),
      notFound: async (message = 'Not Found') => ({ status: 404, message }),
      redirect: async (redirectUrl: unknown, status: unknown = '302') => ({
        status: Number(status),
        redirectUrl,
      }),
      sendStatus: async (status: unknown, message?: unknown) => ({
        status: Number(status),
        message,
      }),
      // What next() resolves to is not documented.
      next: async () => ({}),
      WixRouterSitemapEntry,
    }
    return { default: functions, named: functions }
  },
}

class WixRouterSitemapEntry {
  title: unknown
  pageName: unknown
  url: unknown
  changeFrequency: unknown
  lastModified: unknown
  priority = 0.5

  constructor(title: unknown) {
    this.title = title
  }
}
