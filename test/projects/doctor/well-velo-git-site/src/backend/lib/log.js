export const info = (...parts) => console.log(...parts);
export const warn = (...parts) => console.warn(...parts);
