const RealDate = Date

/** Lets the clock of all code of the thread be ahead of the real one, for deliveries that Wix would make later. */
export function shiftClock(aheadMs: number): void {
  const now = () => RealDate.now() + aheadMs
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
