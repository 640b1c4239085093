export const wrap = (handle) => (event) => handle(event)
